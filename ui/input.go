package ui

import (
	tea "charm.land/bubbletea/v2"

	"skylab/ui/action"
	"skylab/ui/layout"
)

// key handles a key press: an overlay first, then what is being typed into,
// then the keys that mean the same everywhere, then the screen.
func (a *App) key(k tea.KeyPressMsg) tea.Cmd {
	a.notice = ""
	name := k.String()
	if layout.ClassOf(a.width, a.height) == layout.TooSmall {
		if name == "q" || name == "ctrl+c" {
			return a.quit()
		}
		return nil
	}
	if a.overlay != nil {
		return a.overlayKey(k)
	}
	if a.reader != nil && a.reader.Typing() {
		act, cmd, took := a.reader.Key(k)
		if took {
			return a.act(act, cmd)
		}
	}
	if cmd, took := a.globalKey(name); took {
		return cmd
	}
	if a.reader != nil {
		act, cmd, _ := a.reader.Key(k)
		return a.act(act, cmd)
	}
	return a.act(a.home.Key(name), nil)
}

func (a *App) globalKey(name string) (tea.Cmd, bool) {
	switch name {
	case "ctrl+c":
		return a.quit(), true
	case "?", "f1":
		a.overlay = a.help()
	case ":", "ctrl+p":
		a.overlay = a.palette()
	case "F":
		a.overlay = a.fidelity()
	case "q":
		if a.reader == nil {
			return a.quit(), true
		}
		return a.act(action.Home{}, nil), true
	default:
		return nil, false
	}
	return nil, true
}

func (a *App) overlayKey(k tea.KeyPressMsg) tea.Cmd {
	name := k.String()
	if name == "ctrl+c" {
		return a.quit()
	}
	typed := k.Text
	if k.Mod.Contains(tea.ModCtrl) || k.Mod.Contains(tea.ModAlt) {
		typed = ""
	}
	chosen, done := a.overlay.Key(name, typed)
	if !done {
		return nil
	}
	a.overlay = nil
	switch v := chosen.(type) {
	case action.Action:
		return a.act(v, nil)
	case pressed:
		return a.key(tea.KeyPressMsg(v))
	}
	return nil
}

func (a *App) paste(text string) {
	switch {
	case a.overlay != nil:
		a.overlay.Key("", text)
	case a.reader != nil:
		a.reader.Paste(text)
	}
}

// act carries out what a screen asked for, beside the Cmd it returned.
func (a *App) act(act action.Action, cmd tea.Cmd) tea.Cmd {
	switch act := act.(type) {
	case action.Quit:
		return tea.Batch(cmd, a.quit())
	case action.Home:
		save := a.leave()
		a.reader = nil
		a.refreshHome()
		return tea.Batch(cmd, save)
	case action.Open:
		save := a.leave()
		a.open(act.Chapter, act.Block)
		if a.reader != nil && act.Query != "" {
			a.reader.Find(act.Query)
		}
		return tea.Batch(cmd, save)
	case action.Search:
		a.overlay = a.search(act.Text)
	case action.Notice:
		a.notice = act.Text
	case action.List:
		a.overlay = act.List
	case action.Type:
		if a.reader != nil {
			return tea.Batch(cmd, a.reader.Type(act.Line))
		}
	}
	return cmd
}

// leave is what the open chapter wants saved before it is left.
func (a *App) leave() tea.Cmd {
	if a.reader == nil {
		return nil
	}
	return a.reader.Leave()
}

// quit saves and leaves. The save runs before the program ends.
func (a *App) quit() tea.Cmd { return tea.Sequence(a.leave(), tea.Quit) }
