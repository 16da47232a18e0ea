package lambda

// RuntimeAttached: a function's $LATEST is run outside from now on.
type RuntimeAttached struct{ Function string }

// RuntimeDetached: it is run inside again.
type RuntimeDetached struct{ Function string }

// RuntimeConnected: a process outside has asked for its first request, and is
// an environment's program.
type RuntimeConnected struct {
	Function    string
	Environment int
}

// RuntimeFailed: a process outside could not start.
type RuntimeFailed struct{ Function, ErrorType string }

// RequestHanded: a process outside has the environment's request.
type RequestHanded struct {
	Function    string
	Environment int
	Request     string
}

func (RuntimeAttached) Kind() string  { return "lambda.RuntimeAttached" }
func (RuntimeDetached) Kind() string  { return "lambda.RuntimeDetached" }
func (RuntimeConnected) Kind() string { return "lambda.RuntimeConnected" }
func (RuntimeFailed) Kind() string    { return "lambda.RuntimeFailed" }
func (RequestHanded) Kind() string    { return "lambda.RequestHanded" }
