package lambda

// The events of event source mappings. Those marked (scheduled) wait in the
// kernel's queue.

// MappingChanged: a mapping is in another state; Deleted is the last.
type MappingChanged struct{ Mapping, Function, Queue, State string }

// MappingSettled (scheduled): a mapping's change of state ends.
type MappingSettled struct {
	Mapping string
	Round   int
}

// MappingPolled (scheduled): a mapping's pollers look into the queue.
type MappingPolled struct{ Mapping string }

// BatchWindowEnded (scheduled): what was gathered since the first message of a
// batch is to run.
type BatchWindowEnded struct {
	Mapping string
	Batch   int
}

// MappingScaled (scheduled): a mapping that is busy may run more batches at
// once, one that has nothing to do fewer.
type MappingScaled struct{ Mapping string }

// ConcurrencyChanged: so many batches of a mapping may run at once.
type ConcurrencyChanged struct {
	Mapping, Function, Queue string
	Limit                    int
}

// MessagesFiltered: messages that no filter wants were deleted.
type MessagesFiltered struct {
	Mapping, Function, Queue string
	Messages                 int
}

// BatchInvoked: Lambda invokes the function with messages of the queue.
type BatchInvoked struct {
	Mapping, Function, Queue string
	Batch, Messages, Bytes   int
}

// BatchReturned: so many messages of a batch come back after the visibility
// timeout, for the function failed or did not run.
type BatchReturned struct {
	Mapping, Function, Queue string
	Batch, Messages          int
	// Reason is an error's type or code, or ReportBatchItemFailures.
	Reason string
}

func (MappingChanged) Kind() string     { return "lambda.MappingChanged" }
func (MappingSettled) Kind() string     { return "lambda.MappingSettled" }
func (MappingPolled) Kind() string      { return "lambda.MappingPolled" }
func (BatchWindowEnded) Kind() string   { return "lambda.BatchWindowEnded" }
func (MappingScaled) Kind() string      { return "lambda.MappingScaled" }
func (ConcurrencyChanged) Kind() string { return "lambda.ConcurrencyChanged" }
func (MessagesFiltered) Kind() string   { return "lambda.MessagesFiltered" }
func (BatchInvoked) Kind() string       { return "lambda.BatchInvoked" }
func (BatchReturned) Kind() string      { return "lambda.BatchReturned" }
