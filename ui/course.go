package ui

import (
	"skylab/lessons"
	"skylab/ui/home"
	"skylab/ui/reader"
)

// newcomer is the chapter to begin with if nothing has been read yet.
func (a *App) newcomer() (string, bool) {
	if _, been := a.n.Record.LastPlace(); been || len(a.n.Course.Chapters) == 0 || len(a.n.Notices) > 0 {
		return "", false
	}
	return a.n.Course.Chapters[0].ID, true
}

// open shows a chapter, at a block or where it was left.
func (a *App) open(id string, block int) {
	for _, ch := range a.n.Course.Chapters {
		if ch.ID == id {
			if err := ch.Read(); err != nil {
				a.damaged[id] = err.Error()
				a.reader = nil
				a.refreshHome()
				a.notice = "This chapter is damaged and cannot be opened: see below its title."
				return
			}
			needs := reader.Needs{Course: a.n.Course, Record: a.n.Record, Worlds: a.n.Worlds, World: a.n.World, Files: a.n.Files, Now: a.n.Now, Served: a.n.Served}
			a.reader = reader.New(needs, a.th, ch, block)
			return
		}
	}
	a.notice = "There is no chapter " + id + "."
}

// refreshHome brings the home screen up to date with the record.
func (a *App) refreshHome() {
	d := home.Data{Course: a.n.Course.Title, Next: -1, Notices: a.n.Notices, Record: a.n.Place}
	for _, ch := range a.n.Course.Chapters {
		d.Chapters = append(d.Chapters, a.chapter(ch))
	}
	d.Next = a.next(d.Chapters)
	if d.Next >= 0 {
		d.Where = a.where(a.n.Course.Chapters[d.Next])
	}
	for _, damage := range a.n.Course.Damages {
		if !a.told(damage) {
			d.Notices = append(d.Notices, damage.Error())
		}
	}
	a.home.Show(d)
}

// told tells whether a damage stands below its chapter's title already.
func (a *App) told(d *lessons.Damage) bool {
	for _, ch := range a.n.Course.Chapters {
		if ch.Path == d.Path && a.damaged[ch.ID] != "" {
			return true
		}
	}
	return false
}

// chapter sums up what the record says about a chapter of the course.
func (a *App) chapter(ch *lessons.Chapter) home.Chapter {
	out := home.Chapter{ID: ch.ID, Title: ch.Title, Minutes: ch.Minutes, Damaged: a.damaged[ch.ID]}
	_, out.Begun = a.n.Record.Place(ch.ID)
	for _, it := range ch.Items() {
		got, done := a.n.Record.Item(it.ID)
		if it.Lab {
			out.Labs++
			if done && got.Done() {
				out.LabsDone++
			}
			continue
		}
		out.Questions++
		if done {
			out.Answered++
			if got.Right {
				out.Right++
			}
		}
	}
	return out
}

// next is the chapter to go on with: the one left last, if something in it is
// still unanswered, else the first such.
func (a *App) next(chapters []home.Chapter) int {
	open := func(c home.Chapter) bool { return c.Answered < c.Questions || c.LabsDone < c.Labs }
	last, _ := a.n.Record.LastPlace()
	for i, c := range chapters {
		if c.ID == last.Chapter && open(c) {
			return i
		}
	}
	for i, c := range chapters {
		if open(c) {
			return i
		}
	}
	return -1
}

// where is the heading at which the learner left the chapter.
func (a *App) where(ch *lessons.Chapter) string {
	p, ok := a.n.Record.Place(ch.ID)
	if !ok || ch.Read() != nil {
		return ""
	}
	for _, s := range ch.Sections {
		if s.ID == p.Section {
			return s.Title
		}
	}
	return ""
}
