package lambda

// MappingChanged (scheduled): an event source mapping has reached a state; ""
// is that it is gone.
type MappingChanged struct {
	Function, Mapping, State string
	Round                    int
}

// MappingPolled (scheduled): its pollers take messages from the queue.
type MappingPolled struct{ Function, Mapping string }

// WindowEnded (scheduled): a batch has waited for as long as it may.
type WindowEnded struct {
	Function, Mapping string
	Window            int
}

// BatchInvoked: the function is called with so many messages.
type BatchInvoked struct {
	Function, Mapping string
	Messages          int
}

// BatchReturned: so many messages go back to the queue, for the function
// failed or was throttled.
type BatchReturned struct {
	Function, Mapping string
	Messages          int
}

// Kind names the event.
func (MappingChanged) Kind() string { return "lambda.MappingChanged" }

// Kind names the event.
func (MappingPolled) Kind() string { return "lambda.MappingPolled" }

// Kind names the event.
func (WindowEnded) Kind() string { return "lambda.WindowEnded" }

// Kind names the event.
func (BatchInvoked) Kind() string { return "lambda.BatchInvoked" }

// Kind names the event.
func (BatchReturned) Kind() string { return "lambda.BatchReturned" }
