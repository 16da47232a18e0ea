// Package uitest puts keys in and takes screens out: a harness that plays a
// Bubble Tea model with messages in line and time that passes only when told,
// goldens of screens, and a small terminal emulator for running the real
// program. It is imported by tests only.
package uitest

import (
	"fmt"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// named are the keys that have a name instead of a character.
var named = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
	"f1": tea.KeyF1, "f5": tea.KeyF5,
}

// modifiers are written before a key: "ctrl+shift+left".
var modifiers = map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "alt": tea.ModAlt, "shift": tea.ModShift}

// Keys are the messages for keys by the names that Bubble Tea gives them:
// "down", "enter", "ctrl+a", "space", "G". "text:hello" types the letters one
// by one, "paste:two words" pastes. An unknown name panics.
func Keys(names ...string) []tea.Msg {
	var out []tea.Msg
	for _, n := range names {
		if text, ok := strings.CutPrefix(n, "text:"); ok {
			for _, r := range text {
				out = append(out, char(r))
			}
		} else if text, ok := strings.CutPrefix(n, "paste:"); ok {
			out = append(out, tea.PasteMsg{Content: text})
		} else {
			out = append(out, key(n))
		}
	}
	return out
}

// Key is the one key press of that name.
func Key(name string) tea.KeyPressMsg { return key(name) }

func char(r rune) tea.KeyPressMsg {
	if r == ' ' {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	return tea.KeyPressMsg{Code: r, Text: string(r)}
}

func key(name string) tea.KeyPressMsg {
	var mod tea.KeyMod
	rest := name
	for {
		head, tail, ok := strings.Cut(rest, "+")
		m, is := modifiers[head]
		if !ok || !is || tail == "" {
			break
		}
		mod, rest = mod|m, tail
	}
	if rest == "space" {
		rest = " "
	}
	if code, ok := named[rest]; ok {
		return tea.KeyPressMsg{Code: code, Mod: mod}
	}
	r, n := utf8.DecodeRuneInString(rest)
	if n == 0 || n != len(rest) {
		panic(fmt.Sprintf("uitest: no key is called %q", name))
	}
	if mod != 0 {
		return tea.KeyPressMsg{Code: r, Mod: mod}
	}
	return char(r)
}
