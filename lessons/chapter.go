package lessons

import "errors"

// Chapter is one chapter. Until it is Read, it has no more than what its front
// matter says.
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

	course *Course
	doc    *document
	first  int // lines of the front matter
	read   bool
	err    error
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

// Read reads the chapter's text, once. An error joins what is damaged; the
// chapter then has no blocks.
func (ch *Chapter) Read() error {
	if ch.read {
		return ch.err
	}
	ch.read = true
	r := newReading(ch.doc, ch, ch.first)
	r.read()
	ch.unique(ch.doc)
	ch.Remarks = ch.doc.remarks
	if len(ch.doc.damages) == 0 {
		ch.course.resolve(ch)
		return nil
	}
	var errs []error
	for _, d := range ch.doc.damages {
		errs = append(errs, d)
	}
	ch.err = errors.Join(errs...)
	ch.course.Damages = append(ch.course.Damages, ch.doc.damages...)
	ch.Blocks, ch.Sections, ch.SpeakerNotes = nil, nil, nil
	ch.Taught, ch.Shown, ch.Asked = nil, nil, nil
	return ch.err
}
