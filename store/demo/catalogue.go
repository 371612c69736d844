package demo

// The events of the made-up product, most frequent first: the frequency of the
// n-th is proportional to 1/n.
const (
	loggedIn = iota
	viewedDashboard
	openedReport
	viewedContact
	editedCampaign
	searchedContacts
	previewedCampaign
	sentTest
	createdCampaign
	openedTemplate
	importedContacts
	readHelp
	sentCampaign
	createdSegment
	uploadedImage
	createdProject
	editedTemplate
	exportedReport
	viewedPricing
	builtForm
	scheduledCampaign
	invitedTeammates
	taggedContacts
	changedSettings
	ranSplitTest
	connectedShop
	createdAutomation
	verifiedDomain
	askedForDemo
	contactedSupport
	eventCount
)

// milestone is how far an account is on its journey.
type milestone uint8

// The milestones, in journey order.
const (
	projectCreated milestone = iota
	contactsImported
	teammatesInvited
	campaignCreated
	campaignSent
	milestoneCount
)

// always stands in place of a milestone for events that need none.
const always = milestoneCount

// milestoneEvents are the events that reach the milestones.
var milestoneEvents = [milestoneCount]uint8{
	projectCreated:   createdProject,
	contactsImported: importedContacts,
	teammatesInvited: invitedTeammates,
	campaignCreated:  createdCampaign,
	campaignSent:     sentCampaign,
}

// catalogue is the name of each event, the milestone that must be reached before it
// can happen, and whether it happens only once in an account.
var catalogue = [eventCount]struct {
	name  string
	after milestone
	once  bool
}{
	loggedIn:          {"Logged in", always, false},
	viewedDashboard:   {"Viewed dashboard", always, false},
	openedReport:      {"Opened report", campaignSent, false},
	viewedContact:     {"Viewed contact", contactsImported, false},
	editedCampaign:    {"Edited campaign", campaignCreated, false},
	searchedContacts:  {"Searched contacts", contactsImported, false},
	previewedCampaign: {"Previewed campaign", campaignCreated, false},
	sentTest:          {"Sent test e-mail", campaignCreated, false},
	createdCampaign:   {"Created campaign", campaignCreated, false},
	openedTemplate:    {"Opened template", always, false},
	importedContacts:  {"Imported contacts", contactsImported, false},
	readHelp:          {"Read help", always, false},
	sentCampaign:      {"Sent campaign", campaignSent, false},
	createdSegment:    {"Created segment", contactsImported, false},
	uploadedImage:     {"Uploaded image", projectCreated, false},
	createdProject:    {"Created a project", projectCreated, false},
	editedTemplate:    {"Edited template", projectCreated, false},
	exportedReport:    {"Exported report", campaignSent, false},
	viewedPricing:     {"Viewed pricing", always, false},
	builtForm:         {"Built a form", projectCreated, false},
	scheduledCampaign: {"Scheduled campaign", campaignCreated, false},
	invitedTeammates:  {"Invited teammates", teammatesInvited, false},
	taggedContacts:    {"Tagged contacts", contactsImported, false},
	changedSettings:   {"Changed settings", always, false},
	ranSplitTest:      {"Ran split test", campaignSent, false},
	connectedShop:     {"Connected a shop", projectCreated, true},
	createdAutomation: {"Created automation", campaignCreated, false},
	verifiedDomain:    {"Verified domain", projectCreated, true},
	askedForDemo:      {"Asked for a demo", projectCreated, true},
	contactedSupport:  {"Contacted support", always, false},
}

// zipf is the relative frequencies of the events.
var zipf = func() [eventCount]int {
	var weights [eventCount]int
	for i := range weights {
		weights[i] = 10_000 / (i + 1)
	}
	return weights
}()
