package main

import (
	"fmt"
	"io"

	tea "charm.land/bubbletea/v2"
)

// key handles one key; done is that the line is complete.
func (p *prompt) key(k tea.KeyPressMsg) (text string, done bool, err error) {
	switch name := k.String(); name {
	case "ctrl+c":
		p.input.Insert("^C")
		return "", false, errCancelled
	case "ctrl+d":
		if p.input.Value() == "" {
			return "", false, io.EOF
		}
	case "ctrl+l":
		fmt.Fprint(p.h.out, "\x1b[H\x1b[2J")
		return "", false, nil
	case "ctrl+p":
		k = tea.KeyPressMsg{Code: tea.KeyUp}
	case "ctrl+n":
		k = tea.KeyPressMsg{Code: tea.KeyDown}
	case "ctrl+j": // what enter is in a terminal that was not raw when it was typed
		k = tea.KeyPressMsg{Code: tea.KeyEnter}
	}
	if p.input.Key(k) || k.Code != tea.KeyEnter {
		return "", false, nil
	}
	return p.input.Value(), true, nil
}
