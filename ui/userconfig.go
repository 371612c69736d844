package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/keymap"
	"trialist/ui/userconfig"
)

// Catalogue is every screen with its actions and their default keys, as a
// configuration file may name them.
func Catalogue() keymap.Catalogue { return newApp(context.Background(), Options{}).catalogue }

// newCatalogue lists the actions of the screens.
func (a *app) newCatalogue() keymap.Catalogue {
	everywhere := actionsOf(a.frameBindings())
	var c keymap.Catalogue
	for _, tab := range a.screens() {
		c = append(c, keymap.Screen{
			Name: string(tab.name), Actions: append(everywhere[:len(everywhere):len(everywhere)], actionsOf(tab.screen.Bindings())...),
		})
	}
	return c
}

// actionsOf are the actions of bindings. Those without a name have fixed keys.
func actionsOf(bindings []host.Binding) []keymap.Action {
	var actions []keymap.Action
	for _, b := range bindings {
		if b.Action != "" {
			actions = append(actions, keymap.Action{Name: b.Action, Keys: b.Keys, Desc: string(b.Desc)})
		}
	}
	return actions
}

// keys are the keys that the user chose.
func (a *app) keys() keymap.Map { return a.config.Keys }

// noKey stands for the key of an action that the user left without one.
const noKey = "the palette"

// KeyOf is the name of the first key of an action.
func (a *app) KeyOf(action string) clean.Text {
	known, _ := a.catalogue.Action(action)
	keys := a.keys().Keys(action, known.Keys)
	if len(keys) == 0 {
		return noKey
	}
	return host.KeyName(keys[0])
}

// configRead is the answer to readConfig.
type configRead struct {
	config userconfig.Config
	err    error
}

// readConfig is the command that reads the configuration again.
func readConfig(read func() (userconfig.Config, error)) tea.Cmd {
	return func() tea.Msg {
		config, err := read()
		return configRead{config, err}
	}
}

// readFirstConfig reads the configuration before the dashboard starts. One that is
// wrong leaves the defaults, and the dashboard says so.
func (a *app) readFirstConfig() {
	if a.options.ReadConfig == nil {
		return
	}
	config, err := a.options.ReadConfig()
	if err != nil {
		a.openConfigError(err, "The default keys and colours are in force.")
		return
	}
	a.config = config
	a.applyTheme()
}

// reloadBinding is the binding that reads the configuration again.
func (a *app) reloadBinding() host.Binding {
	b := host.Binding{
		Action: "everywhere.reload-config", Desc: "read the configuration file again", Group: host.GroupEverywhere,
		Run: func() tea.Cmd { return readConfig(a.options.ReadConfig) },
	}
	if a.options.ReadConfig == nil {
		b.DisabledReason = "there is no folder for it"
	}
	return b
}

// handleConfig puts a configuration in force. One that is wrong leaves the last that
// was not, and says where it is wrong.
func (a *app) handleConfig(m configRead) {
	if m.err != nil {
		a.openConfigError(m.err, "What was in force before stays so.")
		return
	}
	a.config = m.config
	a.applyTheme()
	a.Tell("The configuration is read")
}

// openConfigError says what is wrong with the configuration and what is in force.
func (a *app) openConfigError(err error, inForce clean.Text) {
	a.Open(&dialog.Decision{Frame: a, Title: "The configuration file is wrong", Sections: []dialog.Section{
		{Heading: inForce, Lines: []clean.Text{clean.Of(err.Error())}},
		{Heading: "When it is right", Lines: []clean.Text{"Press " + a.KeyOf("everywhere.actions") + " and choose: read the configuration file again."}},
	}, EscLabel: "go on"})
}
