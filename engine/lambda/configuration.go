package lambda

// FunctionConfiguration is a function as the API shows it. Members keep the
// order of AWS's model [BC]; what is not simulated is left out.
type FunctionConfiguration struct {
	FunctionName               string
	FunctionArn                string
	Runtime                    string
	Role                       string
	Handler                    string
	CodeSize                   int64
	Description                string `aws:"always"`
	Timeout                    int
	MemorySize                 int
	LastModified               string
	CodeSha256                 string
	Version                    string
	DeadLetterConfig           *DeadLetterConfig
	Environment                *Environment
	TracingConfig              *TracingConfig
	RevisionId                 string
	State                      string
	StateReason                string
	StateReasonCode            string
	LastUpdateStatus           string
	LastUpdateStatusReason     string
	LastUpdateStatusReasonCode string
	PackageType                string
	Architectures              []string
	EphemeralStorage           *EphemeralStorage
	Layers                     []*Layer
	SnapStart                  *SnapStart
	RuntimeVersionConfig       *RuntimeVersionConfig
	LoggingConfig              *LoggingConfig
}

// Environment holds the environment variables of a function.
type Environment struct {
	Variables map[string]string
}

// DeadLetterConfig names where events go that were given up.
type DeadLetterConfig struct {
	TargetArn string `aws:"pattern=(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()"`
}

// TracingConfig is always PassThrough: tracing is not simulated.
type TracingConfig struct{ Mode string }

// EphemeralStorage is the size of /tmp in MB.
type EphemeralStorage struct {
	Size int `aws:"required,min=512,max=10240"`
}

// SnapStart tells whether published versions start from a snapshot, and
// whether this one does.
type SnapStart struct{ ApplyOn, OptimizationStatus string }

// SnapStartInput is the setting.
type SnapStartInput struct {
	ApplyOn string `aws:"enum=PublishedVersions|None"`
}

// RuntimeVersionConfig names the runtime's build.
type RuntimeVersionConfig struct{ RuntimeVersionArn string }

// modified is the form of LastModified: 2025-10-14T22:26:11.234+0000.
const modified = "2006-01-02T15:04:05.000-0700"

// show is what was named as of now: an alias shows its version under its own
// ARN.
func (t target) show() *FunctionConfiguration {
	out := t.ver.show()
	out.FunctionArn = t.arn()
	return out
}

// show is the version's configuration as of now.
func (ver *version) show() *FunctionConfiguration {
	f, c := ver.f, &ver.config
	out := &FunctionConfiguration{
		FunctionName: f.Name, FunctionArn: ver.arn(), Runtime: c.Runtime, Role: c.Role, Handler: c.Handler,
		CodeSize: c.code.Size, Description: c.Description, Timeout: int(c.Timeout.Seconds()), MemorySize: c.MemoryMB,
		LastModified: ver.Modified.Wall().Format(modified), CodeSha256: c.code.Sha256, Version: ver.label(),
		TracingConfig: &TracingConfig{Mode: "PassThrough"}, RevisionId: ver.RevisionID,
		State: ver.State, LastUpdateStatus: ver.LastUpdateStatus,
		PackageType: "Zip", Architectures: []string{c.Architecture},
		EphemeralStorage: &EphemeralStorage{Size: c.TmpMB},
		SnapStart:        ver.snapStart(),
		LoggingConfig:    c.Logging.show(f),
	}
	if c.Image != "" {
		out.PackageType = "Image"
	} else {
		out.RuntimeVersionConfig = &RuntimeVersionConfig{RuntimeVersionArn: runtimes[c.Runtime].arn()}
	}
	for i, arn := range c.Layers {
		out.Layers = append(out.Layers, &Layer{arn, c.layers[i].Size})
	}
	if len(c.Variables) > 0 {
		out.Environment = &Environment{Variables: c.Variables}
	}
	if c.DeadLetter != "" {
		out.DeadLetterConfig = &DeadLetterConfig{c.DeadLetter}
	}
	out.StateReason, out.StateReasonCode = ver.reason()
	if ver.LastUpdateStatus == InProgress {
		out.LastUpdateStatusReason, out.LastUpdateStatusReasonCode = creatingReason, creatingCode
	}
	return out
}

// listed is the version in a list, which leaves out what only the function
// itself shows [BC: "a subset of the FunctionConfiguration fields", states
// among the missing].
func (ver *version) listed() *FunctionConfiguration {
	c := ver.show()
	c.State, c.StateReason, c.StateReasonCode = "", "", ""
	c.LastUpdateStatus, c.LastUpdateStatusReason, c.LastUpdateStatusReasonCode = "", "", ""
	c.RuntimeVersionConfig = nil
	return c
}
