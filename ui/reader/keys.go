package reader

import (
	tea "charm.land/bubbletea/v2"

	"skylab/ui/action"
	"skylab/ui/keys"
	"skylab/ui/prompt"
)

// textKeys are the bindings of the chapter and of the world beside it.
var textKeys = []keys.Binding{
	{Keys: []string{"up", "down", "k", "j"}, Label: "read", Help: "Scroll the text by a line.", Shown: true},
	{Keys: []string{"pgdown", "pgup"}, Label: "page", Help: "Scroll by a page."},
	{Keys: []string{"g", "G", "home", "end"}, Label: "ends", Help: "The beginning and the end of the chapter."},
	{Keys: []string{"}", "shift+right"}, Label: "next block", Help: "The next live block."},
	{Keys: []string{"{", "shift+left"}, Label: "previous block", Help: "The live block before."},
	{Keys: []string{"enter"}, Label: "act", Help: "Answer, run or begin what the bar at the left marks.", Shown: true},
	{Keys: []string{"p"}, Label: "predict", Help: "Answer the nearest open prediction."},
	{Keys: []string{"r"}, Label: "run", Help: "Play the world's script. Where a prediction is open it comes first.", Shown: true},
	{Keys: []string{"space"}, Label: "play/pause", Help: "Let virtual time pass, or stop it.", Shown: true},
	{Keys: []string{"]", "ctrl+right"}, Label: "step", Help: "Let the next event happen."},
	{Keys: []string{"[", "ctrl+left"}, Label: "step back", Help: "Look at the world before its newest event."},
	{Keys: []string{"."}, Label: "faster", Help: "More virtual time in a second."},
	{Keys: []string{","}, Label: "slower", Help: "Less virtual time in a second."},
	{Keys: []string{"tab", "shift+tab"}, Label: "next pane", Help: "Text, world, console."},
	{Keys: []string{"1", "2", "3"}, Label: "panes", Help: "Text (1), world (2), console (3)."},
	{Keys: []string{"c"}, Label: "console", Help: "Type commands in the world.", Shown: true},
	{Keys: []string{"+"}, Label: "zoom", Help: "Give the pane the whole screen, and back."},
	{Keys: []string{"x"}, Label: "break", Help: "Break something in the world, or mend it: a zone, a host, a disk, a Spot Instance."},
	{Keys: []string{"w"}, Label: "why", Help: "The chain of causes of the newest event."},
	{Keys: []string{"H"}, Label: "hint", Help: "A hint for the marked question or lab; in three rungs."},
	{Keys: []string{"u"}, Label: "undo", Help: "Take back the last command that changed the world."},
	{Keys: []string{"U"}, Label: "redo", Help: "Do again what was taken back."},
	{Keys: []string{"R"}, Label: "reset world", Help: "Set the world up anew; u brings the old one back."},
	{Keys: []string{"o"}, Label: "outline", Help: "The sections of this chapter."},
	{Keys: []string{"L"}, Label: "links", Help: "Where the links of this chapter lead."},
	{Keys: []string{"/"}, Label: "search", Help: "Search the text of all chapters."},
	{Keys: []string{"n", "N"}, Label: "next", Help: "The next hit of a search, or the next section; N goes back."},
}

// Keys are the bindings of what has the focus.
func (s *Screen) Keys() []keys.Binding {
	switch {
	case s.typing && s.cards[s.active] != nil && s.cards[s.active].form != nil:
		return s.cards[s.active].form.Keys()
	case s.pane == consolePane:
		return prompt.Keys()
	case s.pane == worldPane:
		out := s.panel.Keys()
		for _, b := range textKeys {
			if !keys.Taken(out, b.Keys[0]) { // the panel's own meaning comes first
				out = append(out, b)
			}
		}
		return out
	}
	return textKeys
}

// Key handles a key press; took is false for a key that has no meaning here.
func (s *Screen) Key(k tea.KeyPressMsg) (act action.Action, cmd tea.Cmd, took bool) {
	switch {
	case s.typing:
		return s.formKey(k)
	case s.pane == consolePane:
		return s.consoleKey(k)
	}
	name := k.String()
	if s.pane == worldPane && s.panel.Update(name) {
		return nil, nil, true
	}
	if s.scrollKey(name) {
		return nil, s.savePlace(), true
	}
	if s.paneKey(name) || s.timeKey(name) {
		return nil, nil, true
	}
	return s.blockKey(name)
}

// scrollKey moves in the text.
func (s *Screen) scrollKey(name string) bool {
	page := max(s.flow.height-2, 1)
	switch name {
	case "up", "k":
		s.flow.scroll(-1)
	case "down", "j":
		s.flow.scroll(1)
	case "pgup", "ctrl+b":
		s.flow.scroll(-page)
	case "pgdown", "ctrl+f":
		s.flow.scroll(page)
	case "ctrl+u":
		s.flow.scroll(-page / 2)
	case "ctrl+d":
		s.flow.scroll(page / 2)
	case "g", "home":
		s.flow.scroll(-s.flow.total)
	case "G", "end":
		s.flow.scroll(s.flow.total)
	case "}", "shift+right":
		s.landmark(1)
		return true
	case "{", "shift+left":
		s.landmark(-1)
		return true
	case "n":
		s.next(1)
	case "N":
		s.next(-1)
	default:
		return false
	}
	s.focusVisible()
	return true
}

func (s *Screen) paneKey(name string) bool {
	switch name {
	case "tab":
		s.pane = (s.pane + 1) % paneCount
	case "shift+tab":
		s.pane = (s.pane + paneCount - 1) % paneCount
	case "1":
		s.pane = textPane
	case "2":
		s.pane = worldPane
	case "3", "c":
		s.pane = consolePane
	case "+":
		s.zoom = !s.zoom
	case "esc":
		s.pane, s.zoom = textPane, false
		s.query, s.hits = "", nil
	default:
		return false
	}
	return true
}

// timeKey lets virtual time pass, or not.
func (s *Screen) timeKey(name string) bool {
	st := s.stage
	if st == nil || st.err != nil {
		return false
	}
	switch name {
	case "space":
		st.toggle()
	case "]", "ctrl+right":
		st.step()
		s.prompt.Frame()
	case "[", "ctrl+left":
		st.back()
	case ".":
		st.pace.Faster()
	case ",":
		st.pace.Slower()
	default:
		return false
	}
	return true
}

// consoleKey types into the console.
func (s *Screen) consoleKey(k tea.KeyPressMsg) (action.Action, tea.Cmd, bool) {
	if s.prompt.Key(k) {
		if s.stage != nil && s.prompt.Busy() {
			s.stage.present()
		}
		return nil, s.after(), true
	}
	switch k.String() {
	case "esc":
		s.pane, s.zoom = textPane, false
		return nil, nil, true
	case "shift+tab":
		s.pane = worldPane
		return nil, nil, true
	case "ctrl+c", "ctrl+p", "f1":
		return nil, nil, false
	}
	return nil, nil, true // nothing typed into a console means anything else
}
