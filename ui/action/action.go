// Package action is what a screen may ask of the App: the things that no
// screen can do itself. A screen returns at most one from Update.
package action

import "skylab/ui/overlay"

// Action is one of the types of this package, or nil.
type Action interface{ action() }

// Home leaves for the home screen.
type Home struct{}

// Quit leaves skylab.
type Quit struct{}

// Open opens a chapter; Block is where, as the index of a block, or -1 for
// where the learner left it.
type Open struct {
	Chapter string
	Block   int
	// Query is the text that was searched for, to be marked; "" for none.
	Query string
}

// Search opens the palette with the search text.
type Search struct{ Text string }

// Notice shows one line over the footer until the next key.
type Notice struct{ Text string }

// List opens a list over the screen; choosing a row carries out its action.
type List struct{ List *overlay.List }

// Type runs a line in the console of the world that is shown.
type Type struct{ Line string }

func (Home) action()   {}
func (Quit) action()   {}
func (Open) action()   {}
func (Search) action() {}
func (Notice) action() {}
func (List) action()   {}
func (Type) action()   {}
