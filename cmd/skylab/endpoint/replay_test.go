package endpoint_test

import (
	"fmt"
	"sync"
	"testing"

	"skylab/engine"
	"skylab/engine/transcript"
)

// What outside clients did, several at once, is in the save, and loading it
// gives the same world.
func TestSessionsOfClientsReplay(t *testing.T) {
	s := serve(t, "")
	s.with(t, createRole())
	s.with(t, createFunction("hello"))
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			s.sqs("CreateQueue", fmt.Sprintf(`{"QueueName":"jobs-%d"}`, i))
			for n := range 10 {
				s.sqs("SendMessage", fmt.Sprintf(`{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/123456789012/jobs-%d","MessageBody":"%d"}`, i, n))
			}
			s.ask("POST", "/2015-03-31/functions/hello/invocations", `{}`, "Authorization: "+signed("lambda"))
			s.ask("PUT", fmt.Sprintf("/bucket-%d", i), "", "Authorization: "+signed("s3"))
			s.ask("PUT", fmt.Sprintf("/bucket-%d/cat.png", i), "meow", "Authorization: "+signed("s3"), "Content-Type: image/png")
			s.ask("GET", "/", "", "Host: nobody.lambda-url.us-east-1.on.aws")
		})
	}
	all.Wait()
	err := s.keeper.With(t.Context(), func(w *engine.World) {
		data, err := transcript.Save(w)
		if err != nil {
			t.Error(err)
			return
		}
		back, err := transcript.Load(data, engine.Config{})
		if err != nil {
			t.Errorf("%v\n%s", err, data)
			return
		}
		if back.Hash() != w.Hash() {
			t.Errorf("the loaded world differs\n%s", data)
		}
		if n := len(w.Calls()); n < 8*12 {
			t.Errorf("only %d calls were kept", n)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}
