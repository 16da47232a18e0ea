package retry

import (
	"fmt"
	"maps"
	"slices"
)

// Book holds the invocations of targets that are under way, by number, and
// counts how the others ended. The zero value is empty.
type Book[T any] struct {
	open  map[uint64]*T
	begun uint64
	ended Ends
}

// Ends counts how invocations ended.
type Ends struct{ Delivered, DeadLettered, Lost uint64 }

// End is how an invocation ended.
type End uint8

// The ends: at its target, in a dead-letter queue, or nowhere.
const (
	Delivered End = iota
	DeadLettered
	Lost
)

// Begin enters an invocation and tells its number.
func (b *Book[T]) Begin(i *T) uint64 {
	if b.open == nil {
		b.open = map[uint64]*T{}
	}
	b.begun++
	b.open[b.begun] = i
	return b.begun
}

// At is the invocation of that number, nil if it is not under way.
func (b *Book[T]) At(id uint64) *T { return b.open[id] }

// End strikes an invocation out.
func (b *Book[T]) End(id uint64, how End) {
	delete(b.open, id)
	*[]*uint64{&b.ended.Delivered, &b.ended.DeadLettered, &b.ended.Lost}[how]++
}

// Check reports an invocation that is neither under way nor ended.
func (b *Book[T]) Check() error {
	if ended := b.ended.Delivered + b.ended.DeadLettered + b.ended.Lost; ended+uint64(len(b.open)) != b.begun {
		return fmt.Errorf("%d invocations were begun, %d ended, %d are under way", b.begun, ended, len(b.open))
	}
	return nil
}

// State is the book as a world's state shows it.
type State[T any] struct {
	Invocations []T
	Begun       uint64
	Ended       Ends
}

// State is a copy of the book.
func (b *Book[T]) State() State[T] {
	out := State[T]{Begun: b.begun, Ended: b.ended}
	for _, id := range slices.Sorted(maps.Keys(b.open)) {
		out.Invocations = append(out.Invocations, *b.open[id])
	}
	return out
}
