package aws

// Delivery is what one service hands to a resource of another on somebody's
// behalf: an event to a function, a message to a queue or topic, an event to a
// bus.
type Delivery struct {
	// Target is the ARN of the resource, with a qualifier where a function has
	// one.
	Target string
	// Service is the principal that delivers ("sns.amazonaws.com"): the
	// target's resource policy must let it. Role is the ARN of a role whose own
	// policies must allow it. One of the two is set.
	Service, Role string
	// Source is the ARN of what the delivery comes from: a topic, a rule, a
	// bucket, a function.
	Source string
	// Subject is a topic's subject, or a bus's detail-type.
	Subject string
	Body    []byte
	// Attributes are message attributes, in the order in which they were given.
	Attributes []MessageAttribute
	// Group and Deduplication are those of FIFO queues and topics.
	Group, Deduplication string
}

// MessageAttribute is an attribute of a message to a queue or topic.
type MessageAttribute struct {
	Name string
	// DataType is String, Number or Binary, perhaps with a label behind a dot.
	DataType string
	// Value is the text of a String or Number, Binary the bytes of a Binary.
	Value  string
	Binary []byte
}

// Text is an attribute that is a text.
func Text(name, value string) MessageAttribute {
	return MessageAttribute{Name: name, DataType: "String", Value: value}
}

// Deliverer takes deliveries to the resources of one service, or of all.
type Deliverer interface {
	// Accepts tells why the delivery would be refused: the target does not
	// exist, or its policy or the role does not allow it. It changes nothing.
	Accepts(Delivery) *Error
	// Deliver hands it over, or tells why it was refused; what becomes of it
	// afterwards is the target's concern.
	Deliver(Delivery) *Error
}

// Ran is how a function's run for another service ended.
type Ran struct {
	// Payload is the function's result, or its error object.
	Payload []byte
	// FunctionError is "Unhandled" where the function failed.
	FunctionError string
	// ExecutedVersion is the version that ran.
	ExecutedVersion string
	// Err is set where nothing ran: throttled, forbidden, no such function.
	Err *Error
}

// Runner runs functions for services that wait for the result.
type Runner interface {
	// Run invokes the function that the delivery targets; done is told the
	// outcome when it has reached the service, perhaps before Run returns.
	Run(d Delivery, done func(Ran))
}

// Asker makes calls of operations within the world for a service.
type Asker interface {
	// Ask calls the operation with that ID; in is a pointer to its input.
	// then is told the answer when it is there, perhaps before Ask returns.
	Ask(operation, principal string, in any, then func(out any, err *Error))
}
