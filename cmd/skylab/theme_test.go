package main

import (
	"reflect"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"skylab/ui/theme"
)

func TestSixteenColoursStaySixteenWhenTheTerminalAnswers(t *testing.T) {
	first, look, err := chooseTheme(screenFlags{theme: "auto"}, colorprofile.ANSI)
	if err != nil || look == nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(first, theme.Basic(true)) || !reflect.DeepEqual(look(false), theme.Basic(false)) {
		t.Error("a terminal of sixteen colours got a theme mixed for more")
	}
	if th, look, err := chooseTheme(screenFlags{theme: "auto", ascii: true}, colorprofile.Ascii); err != nil || th.Colours || !look(false).IsASCII() || look(false).Colours {
		t.Error("a terminal without colours got some, or lost --ascii")
	}
	if _, look, err := chooseTheme(screenFlags{theme: "light"}, colorprofile.TrueColor); err != nil || look != nil {
		t.Error("a theme asked for by name follows the terminal's background")
	}
}
