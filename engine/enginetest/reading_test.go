package enginetest_test

import (
	"fmt"
	"testing"

	"skylab/engine"
	"skylab/engine/cloudwatch"
	"skylab/engine/enginetest"
)

// TestReadingChangesNothing looks at all that a world has logged: who looks
// must not move anything, for lessons look all the time.
func TestReadingChangesNothing(t *testing.T) {
	read := 0
	hold(t, *seeds/4, func(s enginetest.Story) error {
		w, _ := s.Play(nil)
		before := w.Hash()
		groups := w.Do(engine.Call{Operation: "logs.DescribeLogGroups"})
		for _, g := range groups.Out.(*cloudwatch.DescribeLogGroupsOutput).LogGroups {
			n, err := readGroup(w, g.LogGroupName)
			if err != nil {
				return err
			}
			read += n
		}
		if w.Hash() != before {
			return fmt.Errorf("reading has changed the world")
		}
		return nil
	})
	if read == 0 && *seeds >= 16 {
		t.Fatal("no story has logged anything")
	}
}

// readGroup reads every stream of a group and counts its events.
func readGroup(w *engine.World, name string) (int, error) {
	all := w.Do(engine.Call{Operation: "logs.FilterLogEvents", In: &cloudwatch.FilterLogEventsInput{LogGroupName: name}})
	streams := w.Do(engine.Call{Operation: "logs.DescribeLogStreams", In: &cloudwatch.DescribeLogStreamsInput{LogGroupName: name}})
	if all.Err != nil || streams.Err != nil {
		return 0, fmt.Errorf("%s: %v, %v", name, all.Err, streams.Err)
	}
	n := 0
	for _, s := range streams.Out.(*cloudwatch.DescribeLogStreamsOutput).LogStreams {
		r := w.Do(engine.Call{Operation: "logs.GetLogEvents", In: &cloudwatch.GetLogEventsInput{LogGroupName: name, LogStreamName: s.LogStreamName}})
		if r.Err != nil {
			return n, fmt.Errorf("%s %s: %v", name, s.LogStreamName, r.Err)
		}
		n += len(r.Out.(*cloudwatch.GetLogEventsOutput).Events)
	}
	return n, nil
}
