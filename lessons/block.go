package lessons

import (
	"skylab/engine/transcript"
	"skylab/lessons/lab"
	"skylab/lessons/live"
	"skylab/quiz"
)

// Block is one thing of a chapter: a pointer to one of the types below.
type Block interface {
	// Pos is where the block begins.
	Pos() Pos
}

// at gives a block its place.
type at struct{ pos Pos }

// Pos is where the block begins.
func (a at) Pos() Pos { return a.pos }

// Heading begins a section.
type Heading struct {
	at
	// Level is 1 to 6.
	Level int
	// ID is what links name, as GitHub makes it from the text.
	ID   string
	Text []Span
}

// Paragraph is text.
type Paragraph struct {
	at
	Text []Span
}

// List is a list of items.
type List struct {
	at
	Ordered bool
	// Start is the number of the first item of an ordered list.
	Start int
	// Tight lists have no blank lines between their items.
	Tight bool
	Items []Item
}

// Item is one item of a list.
type Item struct {
	Blocks []Block
	// Task tells that the item is a task, Done that it is ticked.
	Task, Done bool
}

// Quote is quoted text.
type Quote struct {
	at
	// Kind is NOTE, TIP, IMPORTANT, WARNING or CAUTION for GitHub's alerts, or "".
	Kind   string
	Blocks []Block
}

// Code is text to be shown as it is.
type Code struct {
	at
	// Lang is the language, or "".
	Lang  string
	Lines []string
}

// Table is a table; every row has as many cells as the head.
type Table struct {
	at
	Align []Align
	Head  [][]Span
	Rows  [][][]Span
}

// Align is how a column of a table is set.
type Align uint8

// The ways to set a column.
const (
	AlignNone Align = iota
	AlignLeft
	AlignCenter
	AlignRight
)

// Rule is a line across the text.
type Rule struct{ at }

// Definitions is a list of terms with what they mean.
type Definitions struct {
	at
	Items []Definition
}

// Definition is one or more terms with their meanings.
type Definition struct {
	Terms [][]Span
	Means [][]Block
}

// Picture is an image that stands alone.
type Picture struct {
	at
	// Alt says in words what is to be seen.
	Alt string
	// Path is the file within the course.
	Path string
}

// Sim is a world; it is shown beside the text from here on.
type Sim struct {
	at
	Spec *live.Sim
}

// Predict is a question whose key is computed by running.
type Predict struct {
	at
	Spec *live.Prediction
}

// Ask is a question.
type Ask struct {
	at
	// Question is the question as written. Where Measure is set, its answer is
	// computed: see Course.Question.
	Question quiz.Question
	Measure  *live.Measure
}

// Console is commands with what they print in the sim's world.
type Console struct {
	at
	Sim *live.Sim
	// Exchanges are the commands with their outputs; Script is the same as a
	// transcript, to be replayed.
	Exchanges []Exchange
	Script    *transcript.Script
	// Body and End are the lines of the first line of the body and of the
	// closing fence.
	Body, End int
}

// Exchange is one command of a console block.
type Exchange struct {
	Command live.Command
	// Output is what the page shows that it prints, both streams, in lines.
	Output []string
	// Status is the exit status that the page claims.
	Status int
}

// Lab is a goal to reach.
type Lab struct {
	at
	Spec *lab.Lab
	Goal []Block
}
