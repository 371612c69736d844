package meaning

import (
	"testing"

	"trialist/scoring/value"
)

func TestRolesOfNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Role{
		value.TrialStartedAt: TrialStart, value.TrialEndsAt: TrialEnd, value.ConvertedAt: ConvertedDate, value.ChurnedAt: ChurnedDate,
		value.StatusAttribute: Status, "Start Date": StartDate, "current_period_start": StartDate, "Created (UTC)": StartDate,
		"endDate": EndDate, "Expiry": EndDate, "last-modified": ChangedDate, "plan": NoRole, "": NoRole, "startup": NoRole,
	} {
		if got := RoleOf(name); got != want {
			t.Errorf("%q has role %d, want %d", name, got, want)
		}
	}
}
