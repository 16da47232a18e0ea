// Package lessons understands a course: a folder of Markdown chapters with
// live blocks in them. It makes of it values that a screen can draw without
// knowing Markdown, finds what links mean and what a search matches, and runs
// what a prediction or a lab asks for.
//
// It knows no terminal, writes nothing and keeps no time. Its invariant: a
// damaged file costs its chapter and nothing else, and its Damage says where.
//
// The format is described in docs/authoring.md.
package lessons

import (
	"io/fs"
	"sync"

	"skylab/lessons/live"
)

// Course is a folder of chapters.
type Course struct {
	Title, Author, Licence string
	// Chapters are those that can be read, in order.
	Chapters []*Chapter
	// Damages are what cannot: one for each thing that is wrong.
	Damages []*Damage
	// Notes are the statements that the course must cover.
	Notes []Note
	// FS is the folder.
	FS fs.FS

	index   []entry // for Search, made at its first use
	lock    sync.Mutex
	answers map[Block]answer
}

// Note is a statement that the course must teach, show and ask about.
type Note struct {
	ID, Text string
	// Chapter is the id of the chapter that covers it.
	Chapter string
	Pos     Pos
}

// Pos is a place in the course.
type Pos = live.Pos

// Chapter is the chapter with that id, or nil.
func (c *Course) Chapter(id string) *Chapter {
	for _, ch := range c.Chapters {
		if ch.ID == id {
			return ch
		}
	}
	return nil
}
