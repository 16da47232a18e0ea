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
	SnapStart                  *SnapStart
	RuntimeVersionConfig       *RuntimeVersionConfig
	LoggingConfig              *LoggingConfig
}

// Environment holds the environment variables of a function.
type Environment struct {
	Variables map[string]string
}

// TracingConfig is always PassThrough: tracing is not simulated.
type TracingConfig struct{ Mode string }

// EphemeralStorage is the size of /tmp in MB.
type EphemeralStorage struct {
	Size int `aws:"required,min=512,max=10240"`
}

// SnapStart is always off: it is not simulated.
type SnapStart struct{ ApplyOn, OptimizationStatus string }

// RuntimeVersionConfig names the runtime's build.
type RuntimeVersionConfig struct{ RuntimeVersionArn string }

// LoggingConfig says where the function's log goes.
type LoggingConfig struct{ LogFormat, LogGroup string }

// modified is the form of LastModified: 2025-10-14T22:26:11.234+0000.
const modified = "2006-01-02T15:04:05.000-0700"

// show is the function's configuration as of now.
func (f *function) show() *FunctionConfiguration {
	c := &f.config
	out := &FunctionConfiguration{
		FunctionName: f.Name, FunctionArn: f.ARN, Runtime: c.Runtime, Role: c.Role, Handler: c.Handler,
		CodeSize: c.code.Size, Description: c.Description, Timeout: int(c.Timeout.Seconds()), MemorySize: c.MemoryMB,
		LastModified: f.Modified.Wall().Format(modified), CodeSha256: c.code.Sha256, Version: latest,
		TracingConfig: &TracingConfig{Mode: "PassThrough"}, RevisionId: f.RevisionID,
		State: f.State, LastUpdateStatus: f.LastUpdateStatus,
		PackageType: "Zip", Architectures: []string{c.Architecture},
		EphemeralStorage:     &EphemeralStorage{Size: c.TmpMB},
		SnapStart:            &SnapStart{ApplyOn: "None", OptimizationStatus: "Off"},
		RuntimeVersionConfig: &RuntimeVersionConfig{RuntimeVersionArn: runtimes[c.Runtime].arn()},
		LoggingConfig:        &LoggingConfig{LogFormat: "Text", LogGroup: f.group},
	}
	if len(c.Variables) > 0 {
		out.Environment = &Environment{Variables: c.Variables}
	}
	if f.State == Pending {
		out.StateReason, out.StateReasonCode = creatingReason, creatingCode
	}
	if f.LastUpdateStatus == InProgress {
		out.LastUpdateStatusReason, out.LastUpdateStatusReasonCode = creatingReason, creatingCode
	}
	return out
}
