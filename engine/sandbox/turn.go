package sandbox

// Turn is what a VM did from the moment it was entered until it had nothing
// left to do but wait.
type Turn struct {
	// CPU is the virtual time consumed, in nanoseconds, already divided by the
	// share of a vCPU.
	CPU int64
	// Polls is CPU in units of Quantum before the division, rounded up: fuel.
	Polls int64
	// Output is what the program printed, in order.
	Output []Line
	// Wants are new requests to the world, in order.
	Wants []Want
	// Cancelled are the IDs of timers that the program no longer waits for.
	// Answering one all the same does nothing.
	Cancelled []int64
	// Settled tells that the init has finished or that the handler's result
	// is there: Result or Err.
	Settled bool
	// Result is the JSON of what the handler returned; undefined is null.
	Result []byte
	// Err is what the init or the handler threw. With Exit it is the error
	// that nothing caught, by which the process ended.
	Err *Failure
	// Exit tells how the process ended, "" if it has not.
	Exit Exit
	// Code is the exit status with ExitProcess.
	Code int
	// PeakMemory is the most memory the VM has held so far, in bytes, with
	// RuntimeBase and what image operations took for a moment.
	PeakMemory int64
}

// Exit is the way in which a VM came to its end. After any but ExitNever the
// VM is dead: further calls return the same Exit.
type Exit string

// The ends of a VM.
const (
	ExitNone      Exit = ""
	ExitTimeout   Exit = "timeout"   // past the ceiling of polls: taken to run for ever
	ExitOOM       Exit = "oom"       // more memory than the setting
	ExitProcess   Exit = "process"   // process.exit, an uncaught error (129), an unhandled rejection (128), a crash (139)
	ExitNever     Exit = "never"     // nothing is pending, so the handler (or init) never settles; the VM lives on
	ExitAbandoned Exit = "abandoned" // the Runner stopped it or gave up waiting
)

// Line is one line of output.
type Line struct {
	Level string // INFO, WARN, ERROR, DEBUG, TRACE, FATAL; "" for process.stdout and stderr
	// Text may contain newlines. Where the environment asks for the log format
	// JSON and Level is not "", it is a JSON object: message and, of an error
	// beside it, errorType, errorMessage and stackTrace.
	Text string
	At   int64 // virtual nanoseconds of CPU into the turn
}

// Want is a request to the world: a timer, or the call of an operation.
//
// Calls are "s3.GetObject" and the like, with the prefixes s3, sqs, sns, sts,
// lambda, cloudwatch and logs, where Input and the answer's Output have the
// members that AWS documents; times in an Output are RFC 3339 text. S3's Body
// and Lambda's Payload are blobs. And "http.fetch", where Input is
// {url, method, headers, body} and Output {status, statusText, url, headers,
// body}: headers are an object of strings, body is a blob or not there. An
// Err of http.fetch becomes the cause of "TypeError: fetch failed".
// A server of node:http calls "http.listen" {port}, "http.accept" {port}, which
// is answered with each request {id, method, url, headers, address, body},
// "http.respond" {id, status, headers, body}, and "http.close" {port}.
type Want struct {
	ID int64
	// Timer is how long until the timer fires, in nanoseconds from the moment
	// At; only where Call is "".
	Timer int64
	// Unref tells that the timer alone does not keep the program going.
	Unref bool
	// Call is "service.Operation", such as "s3.GetObject", or "http.fetch".
	Call string
	// Input is the operation's input in JSON; a member {"$blob": i} stands
	// for Blobs[i].
	Input []byte
	Blobs [][]byte
	At    int64 // virtual nanoseconds of CPU into the turn
}

// Answer is the world's answer to a Want: nothing but the ID for a timer, and
// for a call its output or its error.
type Answer struct {
	ID     int64
	Output []byte // JSON, with {"$blob": i} for Blobs[i]; nil is {}
	Blobs  [][]byte
	Err    *Failure
}

// Failure is an error as it crosses the border of a VM. Outward Type, Message
// and Trace are what the Node.js runtime of Lambda reports. Inward Type is
// AWS's error code, which becomes the error's name, and Status the HTTP status
// in its $metadata.
type Failure struct {
	Type    string   `json:"errorType"`
	Message string   `json:"errorMessage"`
	Trace   []string `json:"trace"`
	Status  int      `json:"-"`
	// Logged is the error in the form in which the runtime writes it to the
	// log: a JSON object with code and other own members, and stack. In the log
	// format JSON it is an object like that of Line.Text.
	Logged string `json:"-"`
}
