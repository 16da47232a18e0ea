// Package keys holds the one table of key bindings from which the footer, the
// help, the palette and the docs are drawn. It presses nothing itself.
package keys

import "slices"

// Binding is one thing that a key does somewhere.
type Binding struct {
	// Keys are the names of the keys as Bubble Tea says them ("ctrl+p",
	// "space"); the first is shown in the footer.
	Keys []string
	// Label is the verb for the footer and the palette: "run".
	Label string
	// Help is one sentence for the help screen.
	Help string
	// Shown puts the binding into the footer, as long as there is room.
	Shown bool
}

// Is tells whether the named key is one of the binding's.
func (b Binding) Is(key string) bool { return slices.Contains(b.Keys, key) }

// Taken tells whether one of the bindings has the key.
func Taken(bs []Binding, key string) bool {
	return slices.ContainsFunc(bs, func(b Binding) bool { return b.Is(key) })
}

// Name is the binding's first key as it is printed.
func (b Binding) Name() string {
	if len(b.Keys) == 0 {
		return ""
	}
	return Print(b.Keys[0])
}

// Names are all keys of the binding as they are printed, parted by spaces.
func (b Binding) Names() string {
	out := ""
	for i, k := range b.Keys {
		if i > 0 {
			out += " "
		}
		out += Print(k)
	}
	return out
}

// Print is how a key's name is shown: arrows as arrows, the rest as typed.
func Print(key string) string {
	switch key {
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "left":
		return "←"
	case "right":
		return "→"
	case "pgdown":
		return "PgDn"
	case "pgup":
		return "PgUp"
	}
	return key
}

// Everywhere are the bindings that mean the same on every screen.
func Everywhere() []Binding {
	return []Binding{
		{Keys: []string{"?", "f1"}, Label: "help", Help: "What every key does here; type to filter.", Shown: true},
		{Keys: []string{":", "ctrl+p"}, Label: "go to", Help: "Palette: chapters, sections and commands by name."},
		{Keys: []string{"F"}, Label: "fidelity", Help: "Which rules of the simulation are exact, and which are simplified."},
		{Keys: []string{"q"}, Label: "home", Help: "Back to the home screen; on the home screen, leave. Work is always saved."},
		{Keys: []string{"ctrl+c"}, Label: "leave", Help: "Leave skylab at once. Work is always saved."},
	}
}
