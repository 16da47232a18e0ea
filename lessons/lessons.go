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

// Chapter is one chapter.
type Chapter struct {
	// ID is stable and unique in the course.
	ID, Title string
	// Dir is the chapter's folder, Path its file, both within the course.
	Dir, Path string
	// Minutes is the author's estimate.
	Minutes           int
	Needs, Objectives []string
	Blocks            []Block
	// Sections is the outline.
	Sections     []Section
	SpeakerNotes []SpeakerNote
	// Taught, Shown and Asked are where the chapter covers which notes.
	Taught, Shown, Asked []Cover
	// Remarks are oddities that do not keep the chapter from being read.
	Remarks []*Damage
	// Source is the file, line by line, for those who point at it.
	Source []string
}

// Section is a heading in the outline.
type Section struct {
	Level     int
	Title, ID string
	// Block is the index of the heading.
	Block int
}

// SpeakerNote is for whoever presents the chapter; it is never in the text.
type SpeakerNote struct {
	// Block is the index of the block after which the note stands.
	Block int
	Text  string
	Pos   Pos
}

// Cover says that a block covers a note.
type Cover struct {
	Note  string
	Block int
	Pos   Pos
}

// Chapter is the chapter with that id, or nil.
func (c *Course) Chapter(id string) *Chapter {
	for _, ch := range c.Chapters {
		if ch.ID == id {
			return ch
		}
	}
	return nil
}
