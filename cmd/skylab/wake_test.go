package main

import (
	"io"
	"testing"

	tea "charm.land/bubbletea/v2"
)

type quitter struct{}

func (q quitter) Init() tea.Cmd                       { return tea.Quit }
func (q quitter) Update(tea.Msg) (tea.Model, tea.Cmd) { return q, nil }
func (q quitter) View() tea.View                      { return tea.NewView("x") }

func TestTheRenderersTickerIsWhereWeReachForIt(t *testing.T) {
	p := tea.NewProgram(quitter{},
		tea.WithInput(nil), tea.WithOutput(io.Discard), tea.WithWindowSize(80, 24), tea.WithoutSignalHandler())
	if _, err := p.Run(); err != nil {
		t.Fatal(err)
	}
	if rendererTicker(p) == nil {
		t.Fatal("bubbletea's Program has no field `ticker *time.Ticker` any more: the screen would wake up 60 times a second when idle; see wake.go")
	}
}
