package lessons

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"
)

// maxFile bounds what is read of one file of a course.
const maxFile = 4 << 20

// Load reads a whole course. What is damaged is left out and told: the error
// joins all of Course.Damages. The course is nil only if there is none in
// fsys.
func Load(fsys fs.FS) (*Course, error) {
	c, err := Open(fsys)
	if c == nil {
		return nil, err
	}
	var sound []*Chapter
	for _, ch := range c.Chapters {
		if ch.Read() == nil {
			sound = append(sound, ch)
		}
	}
	c.Chapters = sound
	return c, c.err()
}

// Open reads no more of a course than its table of contents needs: the head of
// each chapter. The rest of a chapter is read by its Read, and only then is it
// known whether it is damaged.
func Open(fsys fs.FS) (*Course, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("the course cannot be read: %w", err)
	}
	c := &Course{FS: fsys}
	c.readHead()
	found := false
	for _, e := range entries {
		file := path.Join(e.Name(), "chapter.md")
		if _, err := fs.Stat(fsys, file); !e.IsDir() || err != nil {
			continue
		}
		found = true
		c.openChapter(e.Name(), file)
	}
	if !found {
		c.Damages = append(c.Damages, &Damage{Path: "course.yaml", Problem: "the course has no chapter", Fix: "a chapter is a folder with a file chapter.md in it"})
		if c.Title == "" {
			return nil, c.err()
		}
	}
	return c, c.err()
}

// err is all damages as one error.
func (c *Course) err() error {
	var errs []error
	for _, d := range c.Damages {
		errs = append(errs, d)
	}
	return errors.Join(errs...)
}

// open reads a file as a document; ok tells whether it can be read.
func open(fsys fs.FS, file string) (d *document, ok bool) {
	d = &document{path: file}
	data, err := fs.ReadFile(fsys, file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.damage(0, 0, "there is no such file", "")
		return d, false
	case err != nil:
		d.damage(0, 0, err.Error(), "")
		return d, false
	case len(data) > maxFile:
		d.damage(0, 0, fmt.Sprintf("the file is larger than %d MB", maxFile>>20), "")
		return d, false
	}
	text := strings.TrimPrefix(strings.ReplaceAll(string(data), "\r\n", "\n"), "\ufeff")
	d.lines = strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, line := range d.lines {
		if !utf8.ValidString(line) || strings.ContainsRune(line, 0) {
			d.damage(i+1, 1, "the line is not text in UTF-8", "save the file as UTF-8")
			return d, false
		}
	}
	return d, true
}

// readHead reads course.yaml.
func (c *Course) readHead() {
	d, ok := open(c.FS, "course.yaml")
	if !ok {
		c.Damages = append(c.Damages, d.damages...)
		return
	}
	if o, ok := readYAML(d, 0, strings.Join(d.lines, "\n")); ok {
		o.require("course.yaml", "title")
		c.Title, _ = o.text("title")
		c.Author, _ = o.text("author")
		c.Licence, _ = o.text("licence")
		for _, n := range o.objects("notes") {
			n.require("a note", "id", "text", "chapter")
			note := Note{Pos: n.pos()}
			note.ID, _ = n.text("id")
			note.Text, _ = n.text("text")
			note.Chapter, _ = n.text("chapter")
			n.done("a note")
			c.Notes = append(c.Notes, note)
		}
		o.done("course.yaml")
	}
	c.Damages = append(c.Damages, d.damages...)
}

// openChapter reads the head of one chapter, and keeps it if that is sound.
func (c *Course) openChapter(dir, file string) {
	d, ok := open(c.FS, file)
	ch := &Chapter{Dir: dir, Path: file, Source: d.lines, course: c, doc: d}
	if ok {
		ch.first = ch.readFrontMatter(d)
		if other := c.Chapter(ch.ID); other != nil {
			d.damage(1, 1, fmt.Sprintf("the chapter in %s has the id %q too", other.Dir, ch.ID), "ids are unique")
		}
	}
	if len(d.damages) > 0 {
		c.Damages = append(c.Damages, d.damages...)
		return
	}
	c.Chapters = append(c.Chapters, ch)
}
