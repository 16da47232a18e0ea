package apigateway_test

import (
	"slices"
	"testing"
	"time"

	"skylab/engine/apigateway"
)

func TestAPIsAreListedByAge(t *testing.T) {
	w := newWorld()
	id, _, url := w.shop(t)
	for !w.Advance(w.Now().Add(time.Second), 1<<20) {
	}
	w.do(t, "CreateApi", `{"Name":"shop","ProtocolType":"HTTP"}`)
	got := w.APIs()
	if len(got) != 2 || got[1].ID == id || got[1].Name != "shop" || got[1].Routes+got[1].Stages != 0 {
		t.Fatalf("%+v", got)
	}
	if want := (apigateway.APIView{id, "shop", url, 1, 1}); got[0] != want {
		t.Errorf("%+v, want %+v", got[0], want)
	}
	w.do(t, "DeleteApi", `{"ApiId":"`+id+`"}`)
	if left := w.APIs(); !slices.Equal(left, got[1:]) {
		t.Errorf("%+v", left)
	}
}
