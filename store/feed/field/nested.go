package field

import (
	"slices"
	"strings"
)

// Keys of nested objects are joined by dots to make headers, see package json. Some objects
// hold all that is known of a record, and others what was said of it beside its id.

var (
	// recordKeys are the keys of objects that hold the whole record.
	recordKeys = []string{"_source", "node", "data", "attributes", "fields", "item", "record", "doc", "document"}

	// attributeKeys are the keys of objects that hold attributes.
	attributeKeys = []string{"properties", "custom_attributes", "customAttributes", "traits", "custom_fields", "customFields", "params", "subscription", "customer", "account", "company"}
)

// The headers of what vendors of analytics write about events in nested objects.
var (
	nestedAccounts   = nestedAccountNames()
	nestedPersons    = []string{"$distinct_id", "properties.distinct_id", "contact_uid"}
	nestedEventTimes = []string{"properties.time", "original_timestamp"}
	nestedEventIDs   = []string{"$insert_id", "properties.$insert_id", "insert_id"}
)

// nestedAccountNames are the headers of accounts, by the names of the types of groups.
func nestedAccountNames() []string {
	names := []string{"context.group_id", "properties.$group_id", "params.account_uid", "data.object.customer"}
	for _, group := range []string{"account", "customer", "company", "organization", "organisation", "org", "workspace", "team", "tenant"} {
		names = append(names, "properties.$groups."+group, "groups."+group, "properties."+group+"_id")
	}
	return names
}

// InRecords are the headers by their place, without the keys of an object that holds the whole
// record; "" for those in no such object. An object beside which rows have an account, an
// event or its time holds something else.
func InRecords(headers []string) []string {
	inner := make([]string, len(headers))
	for _, key := range recordKeys {
		whole := true
		for _, header := range headers {
			if _, in := cutKey(header, key); !in {
				plain := PlainName(header)
				whole = whole && !IsOneOf(plain, EventNames) && !IsOneOf(plain, EventTimeNames) && (plain == BareID || AccountRank(plain) < 0)
			}
		}
		for i, header := range headers {
			if rest, in := cutKey(header, key); in && whole {
				inner[i] = rest
			}
		}
	}
	for i, header := range inner { // {"data": {"id": 1, "attributes": {}}}
		for _, key := range recordKeys {
			if rest, in := cutKey(header, key); in {
				inner[i] = rest
			}
		}
	}
	return inner
}

// OfCustomer is a header without the key of an object of attributes, where what is left is a
// field of customers; "" otherwise.
func OfCustomer(header string) string {
	for _, key := range attributeKeys {
		rest, in := cutKey(header, key)
		if !in || IsOneOf(PlainName(rest), FallbackTrialStarts) {
			continue
		}
		if slices.ContainsFunc(CustomerFields, func(h Headers) bool { return IsOneOf(PlainName(rest), h.Names) }) {
			return rest
		}
	}
	return ""
}

// cutKey is a header without a key in front.
func cutKey(header, key string) (rest string, in bool) {
	rest, in = strings.CutPrefix(header, key+".")
	return rest, in && rest != ""
}
