package ui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"skylab/ui/visit"
)

// visitShare is how long calls from outside are served before a key may come
// between: well under a frame.
const visitShare = 2 * time.Millisecond

// errNoChapter is why a call is not answered while no chapter is open.
var errNoChapter = errors.New("no chapter is open in skylab, so there is no account on the screen")

// receive serves those who wait, for a while; the rest after what else has come
// meanwhile. The picture is drawn with the next frame.
func (a *App) receive() tea.Cmd {
	begun := a.n.Now()
	for now := begun; now.Sub(begun) < visitShare; now = a.n.Now() {
		v := a.n.Visits.Next()
		switch {
		case v == nil:
			a.still = a.ticking && now.Sub(a.drawn) < frameTime
			return nil
		case a.reader == nil:
			v.Refuse(errNoChapter)
		default:
			a.reader.Visit(v, now)
		}
	}
	a.still = a.ticking && a.n.Now().Sub(a.drawn) < frameTime
	return func() tea.Msg { return visit.Knock{} }
}
