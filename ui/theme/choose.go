package theme

import "github.com/charmbracelet/colorprofile"

// For is the theme for a terminal: by the colours it has and by whether its
// background is dark. Terminals that do not say are taken to be dark.
func For(dark bool, p colorprofile.Profile) *Theme {
	switch {
	case p >= colorprofile.ANSI256 && dark:
		return Dark()
	case p >= colorprofile.ANSI256:
		return Light()
	case p == colorprofile.ANSI:
		return Basic(dark)
	}
	return Mono()
}
