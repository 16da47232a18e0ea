package lambda

import (
	"maps"
	"strconv"

	"skylab/engine/aws"
	"skylab/engine/sandbox"
)

// program is a running copy of a function's code: a sandbox.VM, or a model of
// one. Times are Unix nanoseconds of the world's calendar.
type program interface {
	Init(now int64) sandbox.Turn
	Invoke(now int64, event []byte, context sandbox.Context) sandbox.Turn
	Resume(now int64, answers []sandbox.Answer) sandbox.Turn
	Close()
}

// sandboxed starts the environment's code in a VM of its own. Code that runs
// past the sandbox's ceiling in one turn is taken to run for ever, and ends
// with a timeout.
//
// fidelity: lambda.endless-code
// fidelity: lambda.heap-ceiling
func (s *Service) sandboxed(v *environment) (program, error) {
	r := v.r
	initial := 1.0 // the init phase is not throttled (fact sheet 1.3 [LP])
	if s.near.Rules.InitFollowsMemory {
		initial = r.vcpu(s.near.Rules)
	}
	c := sandbox.Config{
		Handler: r.Handler, MemoryMB: r.MemoryMB, VCPU: r.vcpu(s.near.Rules), InitVCPU: initial,
		Env: v.variables(), Tmp: v.tmp, TmpMB: r.TmpMB,
		Seed: s.kernel.Stream("lambda.program").Uint64(), Run: s.near.Run,
		MaxPolls: r.ceiling(s.near.Rules),
	}
	if s.near.Memo != nil {
		return sandbox.Recall(r.code.pkg, c, s.near.Memo)
	}
	return sandbox.New(r.code.pkg, c)
}

// maxPolls bounds what one turn may cost the host: 1.2 s of a full vCPU.
const maxPolls = 20_000

// ceiling is how many polls a turn may take before its code is taken to run
// for ever: what fits into the function's timeout, so that long computations
// with enough memory finish as on AWS, as far as the host can be asked for.
func (r *release) ceiling(rules Rules) int64 {
	fits := float64(r.Timeout) * r.vcpu(rules) / sandbox.Quantum
	return min(maxPolls, max(sandbox.DefaultMaxPolls, int64(fits)+1))
}

// unload ends the environment's program: its memory and timers are gone.
func (s *Service) unload(v *environment) {
	if v.program != nil {
		s.kernel.Spend(endFuel)
		v.program.Close()
	}
	v.program = nil
	v.life++
	v.running, v.answers = nil, nil
	s.forget(v)
}

// variables are the environment variables that the code sees: the function's
// own and those that Lambda sets (2.7 [LS 2026-02-18]). The credentials are
// examples in AWS's form; nothing checks them.
//
// fidelity: lambda.environment-variables
func (v *environment) variables() map[string]string {
	env := v.r.about(v.ver, v.Stream)
	maps.Copy(env, map[string]string{
		"AWS_LAMBDA_INITIALIZATION_TYPE": v.initialization(),
		"AWS_LAMBDA_RUNTIME_API":         "169.254.100.1:9001",
		"AWS_ACCESS_KEY_ID":              "ASIAIOSFODNN7EXAMPLE",
		"AWS_SECRET_ACCESS_KEY":          "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
		"AWS_SESSION_TOKEN":              "IQoJb3JpZ2luX2VjEXAMPLE",
		"LAMBDA_TASK_ROOT":               "/var/task",
		"LAMBDA_RUNTIME_DIR":             "/var/runtime",
		"TZ":                             ":UTC",
		"LANG":                           "en_US.UTF-8",
		"PATH":                           "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
		"NODE_PATH":                      "/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task",
	})
	maps.Copy(env, v.r.Variables)
	return env
}

// about are the variables that tell a program which function it is.
func (r *release) about(ver *version, stream string) map[string]string {
	env := map[string]string{
		"AWS_LAMBDA_FUNCTION_NAME":        ver.f.Name,
		"AWS_LAMBDA_FUNCTION_VERSION":     ver.label(),
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": strconv.Itoa(r.MemoryMB),
		"AWS_LAMBDA_LOG_GROUP_NAME":       r.Logging.group(ver.f),
		"AWS_LAMBDA_LOG_STREAM_NAME":      stream,
		"AWS_EXECUTION_ENV":               "AWS_Lambda_" + r.Runtime,
		"AWS_REGION":                      aws.Region,
		"AWS_DEFAULT_REGION":              aws.Region,
		"_HANDLER":                        r.Handler,
	}
	if r.Logging.JSON {
		env["AWS_LAMBDA_LOG_FORMAT"], env["AWS_LAMBDA_LOG_LEVEL"] = "JSON", r.Logging.Application
	}
	return env
}

// initialization is how the environment came about (2.5 [DEV]).
func (v *environment) initialization() string {
	if v.prov != nil {
		return "provisioned-concurrency"
	}
	return "on-demand"
}

// reservedVariable tells whether a function may not set the variable itself
// [OLD, "Reserved environment variables"].
func reservedVariable(name string) bool {
	switch name {
	case "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV",
		"AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
		"AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME",
		"AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
		"AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR":
		return true
	}
	return false
}

// context is what the handler gets as its second argument.
func (v *environment) context() sandbox.Context {
	return sandbox.Context{RequestID: v.inv.ID, Deadline: v.deadline.Wall().UnixMilli(), About: sandbox.About{
		FunctionName: v.f.Name, FunctionVersion: v.ver.label(), InvokedFunctionARN: v.inv.arn(),
		MemoryLimitInMB: strconv.Itoa(v.r.MemoryMB), LogGroupName: v.r.Logging.group(v.f), LogStreamName: v.Stream,
	}}
}
