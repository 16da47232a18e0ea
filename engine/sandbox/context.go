package sandbox

import "encoding/json"

// Context is what a handler gets as its second argument.
type Context struct {
	// RequestID is awsRequestId.
	RequestID string
	// Deadline is when the invocation times out, in virtual unix milliseconds.
	Deadline int64
	About
}

// About is what a context says of the function. As a rule it is the same in
// each invocation, so that the program is told it once.
type About struct {
	FunctionName       string `json:"functionName"`
	FunctionVersion    string `json:"functionVersion"`
	InvokedFunctionARN string `json:"invokedFunctionArn"`
	MemoryLimitInMB    string `json:"memoryLimitInMB"`
	LogGroupName       string `json:"logGroupName"`
	LogStreamName      string `json:"logStreamName"`
}

// told is about in JSON, or undefined where the program knows it already.
func (v *VM) told(about About) value {
	if v.about != nil && *v.about == about {
		return undefined
	}
	b, err := json.Marshal(about)
	if err != nil {
		panic(err) // strings always marshal
	}
	v.about = &about
	return v.string(string(b))
}
