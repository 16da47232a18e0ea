package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"skylab/engine/fidelity"
	"skylab/ui/action"
	"skylab/ui/keys"
	"skylab/ui/overlay"
)

// pressed is a key that a row of a list stands for: choosing it presses it.
type pressed tea.KeyPressMsg

// help lists what every key does here, the screen's own keys first.
func (a *App) help() *overlay.List {
	var items []overlay.Item
	for _, b := range a.bindings() {
		items = append(items, overlay.Item{Head: b.Names(), Text: b.Help, Value: press(b)})
	}
	return overlay.New("Keys", "No key has these words. Backspace widens the filter.", items)
}

// press is the key press that a row of the help stands for.
func press(b keys.Binding) any {
	if len(b.Keys) == 0 || len([]rune(b.Keys[0])) != 1 {
		switch {
		case len(b.Keys) == 0:
			return nil
		case b.Keys[0] == "space":
			return pressed(tea.KeyPressMsg{Code: tea.KeySpace, Text: " "})
		case b.Keys[0] == "enter":
			return pressed(tea.KeyPressMsg{Code: tea.KeyEnter})
		}
		return nil
	}
	r := []rune(b.Keys[0])[0]
	return pressed(tea.KeyPressMsg{Code: r, Text: b.Keys[0]})
}

// fidelity lists the rules of the simulation, with where each is from; those
// behind the world on the screen come first.
func (a *App) fidelity() *overlay.List {
	title := "How true the simulation is"
	var here []string
	if a.reader != nil {
		here = a.reader.Services()
	}
	var first, others []overlay.Item
	of := map[string][]overlay.Item{}
	for _, r := range fidelity.All() {
		it := overlay.Item{Head: r.Service(), Text: string(r.Status) + ": " + r.Rule, Note: r.Source + ", " + r.Date + " (" + r.ID + ")"}
		if slices.Contains(here, r.Service()) {
			of[r.Service()] = append(of[r.Service()], it)
		} else {
			others = append(others, it)
		}
	}
	for _, service := range here {
		first = append(first, of[service]...)
	}
	if len(first) > 0 {
		title += ": first what this world uses"
	}
	return overlay.New(title, "No rule has these words.", append(first, others...))
}

// palette lists where one can go and what one can do, by name.
func (a *App) palette() *overlay.List {
	var items []overlay.Item
	for _, b := range a.bindings() {
		if v := press(b); v != nil {
			items = append(items, overlay.Item{Head: b.Name(), Text: b.Label, Note: b.Help, Value: v})
		}
	}
	for _, ch := range a.n.Course.Chapters {
		if ch.Read() != nil {
			continue // a damaged chapter cannot be gone to
		}
		items = append(items, overlay.Item{Head: "chapter", Text: ch.Title, Value: action.Open{Chapter: ch.ID, Block: -1}})
		for _, s := range ch.Sections {
			items = append(items, overlay.Item{Head: "section", Text: ch.Title + ": " + s.Title,
				Value: action.Open{Chapter: ch.ID, Block: s.Block}})
		}
	}
	return overlay.Source("Go to", "Nothing is called so, and no chapter says so.", func(query string) []overlay.Item {
		rows := overlay.Filter(items, query)
		if len(query) >= 3 {
			rows = append(rows, a.hits(query)...)
		}
		return rows
	})
}

// hits are the places where a text is found in any chapter.
func (a *App) hits(query string) []overlay.Item {
	var items []overlay.Item
	for _, h := range a.n.Course.Search(query) {
		items = append(items, overlay.Item{Head: "text", Text: h.Text, Note: h.Chapter.Title,
			Value: action.Open{Chapter: h.Chapter.ID, Block: h.Block, Query: query}})
	}
	return items
}

// search lists the places where a text is found in any chapter.
func (a *App) search(text string) *overlay.List {
	l := overlay.Source("Search", "Type what you look for.", func(query string) []overlay.Item {
		if query == "" {
			return nil
		}
		return a.hits(query)
	})
	if text != "" {
		l.Filter(text)
	}
	return l
}
