package reader

import (
	tea "charm.land/bubbletea/v2"

	"skylab/engine/console"
	"skylab/lessons"
	"skylab/quiz/progress"
	"skylab/ui/action"
	"skylab/ui/cloud"
	"skylab/ui/overlay"
	"skylab/ui/widget"
)

// restore opens the chapter where the learner left it, with the answers and
// labs of earlier sessions.
func (s *Screen) restore() {
	for _, c := range s.cards {
		it, ok := s.n.Record.Item(c.id)
		if !ok {
			continue
		}
		if c.isLab() {
			c.solved = it.Done()
		}
	}
	if p, ok := s.n.Record.Place(s.chapter.ID); ok {
		s.flow.start(s.blockOf(p))
		s.saved = p.Block
	}
}

// blockOf is the block of a recorded place; where the chapter was edited
// since, that of its section.
func (s *Screen) blockOf(p progress.Position) int {
	if p.Block < len(s.chapter.Blocks) && s.sectionAt(p.Block).ID == p.Section {
		return p.Block
	}
	for _, sec := range s.chapter.Sections {
		if sec.ID == p.Section {
			return sec.Block
		}
	}
	return 0
}

// sectionAt is the section that a block belongs to.
func (s *Screen) sectionAt(block int) lessons.Section {
	var at lessons.Section
	for _, sec := range s.chapter.Sections {
		if sec.Block <= block {
			at = sec
		}
	}
	return at
}

// section is the title of the section at the top of the screen.
func (s *Screen) section() string {
	block, _ := s.flow.anchor()
	return s.sectionAt(block).Title
}

// placeSaved comes back when the reading position was handed to the record.
type placeSaved struct{ err error }

// savePlace has the reading position saved if it is in another section than
// the one saved last: each position is a record, and a line up or down is not
// worth one.
func (s *Screen) savePlace() tea.Cmd {
	block, _ := s.flow.anchor()
	if s.saved >= 0 && s.sectionAt(block).ID == s.sectionAt(s.saved).ID {
		return nil
	}
	return s.placeNow()
}

// placeNow has the reading position saved if the block at the top changed.
func (s *Screen) placeNow() tea.Cmd {
	block, _ := s.flow.anchor()
	if s.flow.width == 0 || block == s.saved {
		return nil
	}
	s.saved = block
	rec := progress.Position{Chapter: s.chapter.ID, Section: s.sectionAt(block).ID, Block: block}.Record()
	store := s.n.Record
	return func() tea.Msg {
		_, err := store.Append(rec)
		return placeSaved{err}
	}
}

// mark puts the bar on a live block and brings it into sight.
func (s *Screen) mark(block int) {
	s.active = block
	s.pane = textPane
	s.prepare(block)
	s.relay()
	s.flow.reveal(block)
	s.relay()
}

// landmark goes to the next live block, or the one before: from the marked one
// or, where none is in sight, from where one reads.
func (s *Screen) landmark(by int) {
	from := s.active
	if from < 0 {
		from, _ = s.flow.anchor()
	}
	for i := from + by; i >= 0 && i < len(s.chapter.Blocks); i += by {
		if s.cards[i] != nil {
			s.mark(i)
			return
		}
	}
	s.flow.scroll(by * s.flow.total)
}

// focusVisible keeps the bar on a live block that is in sight: the one it was
// on, else the first that begins there, else the first that reaches into it.
func (s *Screen) focusVisible() {
	if s.active >= 0 && s.flow.shown(s.active) {
		return
	}
	reaching := -1
	for i := range s.chapter.Blocks { // an open question calls louder than a world
		if c := s.cards[i]; c != nil && c.asks() && !s.done(c) && s.flow.shown(i) {
			s.active = i
			return
		}
	}
	for i := range s.chapter.Blocks {
		if s.cards[i] == nil {
			continue
		}
		if s.flow.shown(i) {
			s.active = i
			return
		}
		if reaching < 0 && s.flow.visible(i) {
			reaching = i
		}
	}
	if s.active < 0 || !s.flow.visible(s.active) {
		s.active = reaching
	}
}

// sectionBy goes to the next section, or the one before.
func (s *Screen) sectionBy(by int) {
	top, line := s.flow.anchor()
	target := -1
	for _, sec := range s.chapter.Sections {
		if by > 0 && sec.Block > top {
			target = sec.Block
			break
		}
		if by < 0 && (sec.Block < top || sec.Block == top && line > 0) {
			target = sec.Block
		}
	}
	if target >= 0 {
		s.flow.to(target)
	}
}

// outline lists the sections of the chapter.
func (s *Screen) outline() action.Action {
	var items []overlay.Item
	for _, sec := range s.chapter.Sections {
		indent := ""
		for range max(sec.Level-1, 0) {
			indent += "  "
		}
		items = append(items, overlay.Item{Text: indent + sec.Title, Value: action.Open{Chapter: s.chapter.ID, Block: sec.Block}})
	}
	return action.List{List: overlay.New(s.chapter.Title, "No section has these words.", items)}
}

// links lists where the chapter's links lead.
func (s *Screen) links() action.Action {
	var items []overlay.Item
	seen := map[string]bool{}
	s.chapter.Links(func(link string, _ lessons.Pos) {
		if seen[link] {
			return
		}
		seen[link] = true
		ch, block, ok := s.n.Course.Find(link)
		if !ok {
			items = append(items, overlay.Item{Head: "web", Text: link, Note: "skylab opens no browser; copy the address."})
			return
		}
		text := ch.Title
		for _, sec := range ch.Sections {
			if sec.Block == block && block > 0 {
				text += ": " + sec.Title
			}
		}
		items = append(items, overlay.Item{Head: "go to", Text: text, Value: action.Open{Chapter: ch.ID, Block: block}})
	})
	return action.List{List: overlay.New("Links of this chapter", "This chapter links to nothing.", items)}
}

// why lists the chain of causes of the newest event of the world.
func (s *Screen) why() action.Action {
	if s.stage == nil || s.stage.err != nil {
		return action.Notice{Text: "There is no world here to ask."}
	}
	j := s.stage.world().Journal()
	if j.Count() == 0 {
		return action.Notice{Text: "Nothing has happened in this world yet."}
	}
	var items []overlay.Item
	for i, e := range j.Why(j.At(j.Count() - 1).Seq) {
		lead := "because "
		if i == 0 {
			lead = ""
		}
		items = append(items, overlay.Item{Head: widget.Clock(e.At.Since(), 1e6), Text: lead + cloud.Say(e.Event), Note: console.Describe(e.Event)})
	}
	return action.List{List: overlay.New("Why did this happen?", "No cause has these words.", items)}
}
