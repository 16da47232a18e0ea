package retry

import (
	"slices"
	"testing"
)

func TestABookAccountsForEverything(t *testing.T) {
	var b Book[string]
	ok := func() {
		t.Helper()
		if err := b.Check(); err != nil {
			t.Error(err)
		}
	}
	ok()
	var ids []uint64
	for _, what := range []string{"a", "b", "c", "d"} {
		ids = append(ids, b.Begin(&what))
		ok()
	}
	for i, how := range []End{Delivered, DeadLettered, Lost} {
		b.End(ids[i], how)
		ok()
	}
	got := b.State()
	if !slices.Equal(got.Invocations, []string{"d"}) || got.Begun != 4 || got.Ended != (Ends{1, 1, 1}) {
		t.Errorf("%+v", got)
	}
	if b.At(ids[0]) != nil || *b.At(ids[3]) != "d" {
		t.Error("what ended is still there, or what did not is not")
	}
	b.End(ids[0], Lost) // twice
	if b.Check() == nil {
		t.Error("an invocation that ended twice passes")
	}
}
