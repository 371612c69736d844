package words

import (
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
)

// MessageName is what a message of a kind about a milestone is called.
func MessageName(kind rulebook.MessageKind, milestone clean.Text) clean.Text {
	switch kind {
	case rulebook.WelcomeMessage:
		return "welcome"
	case rulebook.LookerMessage:
		return "demo for a looker"
	case rulebook.DriveMessage:
		return "drive to " + milestone
	case rulebook.RewardMessage:
		return "reward for " + milestone
	}
	return ""
}

// MessageMeaning is what a message of a kind does, as the end of a sentence about it.
func MessageMeaning(kind rulebook.MessageKind) clean.Text {
	switch kind {
	case rulebook.WelcomeMessage:
		return "greets whoever has just begun"
	case rulebook.LookerMessage:
		return "offers help to whoever only looks around"
	case rulebook.DriveMessage:
		return "leads to the next step"
	case rulebook.RewardMessage:
		return "congratulates on the step"
	}
	return ""
}
