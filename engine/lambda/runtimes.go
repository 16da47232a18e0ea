package lambda

import (
	"maps"
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// runtime is a row of AWS's table of runtimes (fact sheet 1.4 [EOL, BC]).
type runtime struct {
	// Runs tells whether this simulation has code for it.
	Runs bool
	// Deprecated is the end of standard support; CreateBlocked is when
	// functions can no longer be created. Zero is a long time ago.
	Deprecated, CreateBlocked string
	// Version and Build are what INIT_START logs of it.
	Version, Build string
}

// runtimes are those that the API knows. Versions and builds of the Node.js
// runtimes are from real logs of us-west-2: nodejs:24.v48 of 2026-07-20 and
// nodejs:22.v78 of 2026-05-15; a Region has its own builds, so these stand
// for them. That of nodejs20.x is made up in the same form.
var runtimes = map[string]runtime{
	"nodejs24.x": {Runs: true, Deprecated: "2028-04-30", CreateBlocked: "2028-06-01", Version: "nodejs:24.v48",
		Build: "adfa9c68b2b34ae1cba34f70c4369649bca17aea5fe29e10414b040bf256e6c6"},
	"nodejs22.x": {Runs: true, Deprecated: "2027-04-30", CreateBlocked: "2027-06-01", Version: "nodejs:22.v78",
		Build: "4347240e377e6d9179a8724a4c38e9d6805124c642ee77eb18178f0fd1f3bc09"},
	"nodejs20.x": {Runs: true, Deprecated: "2026-04-30", CreateBlocked: "2027-02-01", Version: "nodejs:20.v90",
		Build: "20d1c5f1a6b24d5c9a3f4be0d3a5c7e91f2b6480c7d95a3e8f1046b2d7c9e5a3"},
	"python3.14":      {Deprecated: "2029-06-30"},
	"python3.13":      {Deprecated: "2029-06-30"},
	"python3.12":      {Deprecated: "2028-10-31"},
	"python3.11":      {Deprecated: "2027-06-30"},
	"python3.10":      {Deprecated: "2026-10-31", CreateBlocked: "2027-02-01"},
	"python3.9":       {Deprecated: "2025-12-15", CreateBlocked: "2027-02-01"},
	"java25":          {Deprecated: "2029-06-30"},
	"java17.al2023":   {Deprecated: "2029-06-30"},
	"java11.al2023":   {Deprecated: "2029-06-30"},
	"java8.al2023":    {Deprecated: "2029-06-30"},
	"java21":          {Deprecated: "2029-06-30"},
	"java17":          {Deprecated: "2027-06-30"},
	"java11":          {Deprecated: "2027-06-30"},
	"java8.al2":       {Deprecated: "2027-06-30"},
	"dotnet10":        {Deprecated: "2028-11-14"},
	"dotnet8":         {Deprecated: "2026-11-10", CreateBlocked: "2027-02-01"},
	"ruby4.0":         {Deprecated: "2029-03-31"},
	"ruby3.4":         {Deprecated: "2028-03-31"},
	"ruby3.3":         {Deprecated: "2027-03-31"},
	"provided.al2023": {Deprecated: "2029-06-30"},
	"provided.al2":    {Deprecated: "2026-07-31", CreateBlocked: "2027-02-01"},
	"go1.x":           {}, "nodejs18.x": {}, "nodejs16.x": {}, "nodejs14.x": {}, "nodejs12.x": {}, "python3.8": {},
	"python3.7": {}, "python3.6": {}, "python2.7": {}, "provided": {}, "dotnet6": {}, "dotnetcore3.1": {},
	"java8": {}, "ruby3.2": {}, "ruby2.7": {},
}

// modern tells whether the environment has the runtime client that came with
// Node.js 24 (aws-lambda-nodejs-runtime-interface-client 4): it says Init Error
// where the earlier one said Uncaught Exception, and a dash for a request that
// is not there (its issue 175 of 2025-12; serverless-adapter issue 378 of
// 2026-06). What it does with handlers is the sandbox's.
//
// fidelity: lambda.runtime-client
func (v *environment) modern() bool { return v.r.Runtime == "nodejs24.x" }

// arn is the Amazon Resource Name of the runtime's build.
func (r runtime) arn() string {
	build := r.Build
	if build == "" { // one without code here: an example
		build = strings.Repeat("0", 64)
	}
	return "arn:aws:lambda:" + aws.Region + "::runtime:" + build
}

// version is the runtime's version as INIT_START logs it. That of a runtime
// without code here is made up in the same form.
func (r runtime) version(id string) string {
	if r.Version != "" {
		return r.Version
	}
	digit := strings.IndexAny(id, "0123456789")
	if digit < 0 {
		return id + ".v1"
	}
	return id[:digit] + ":" + id[digit:] + ".v1"
}

// usable refuses an identifier that does not exist or is past its time at the
// given instant.
func usable(id string, now sim.Time) error {
	r, ok := runtimes[id]
	if !ok {
		return invalid("Value %s at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [%s] or be a valid ARN",
			id, strings.Join(supported(), ", "))
	}
	if r.Deprecated == "" || r.CreateBlocked != "" && !now.Wall().Before(day(r.CreateBlocked)) {
		return invalid("The runtime parameter of %s is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.", id)
	}
	return nil
}

// NotSimulated is the code of an answer in skylab's own words: AWS would do
// it, this simulation does not.
const NotSimulated = "NotSimulated"

// Runtimes are the identifiers whose code runs here, newest first.
func Runtimes() []string {
	ids := slices.Sorted(maps.Keys(runtimes))
	ids = slices.DeleteFunc(ids, func(id string) bool { return !runtimes[id].Runs })
	slices.Reverse(ids)
	return ids
}

// supported are the identifiers that AWS's message lists.
func supported() []string {
	ids := slices.Sorted(maps.Keys(runtimes))
	return slices.DeleteFunc(ids, func(id string) bool { return runtimes[id].Deprecated == "" })
}

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic("lambda: table of runtimes: " + err.Error())
	}
	return t
}
