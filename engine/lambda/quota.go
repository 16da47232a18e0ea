package lambda

import "time"

// The quotas of an account in a Region (fact sheet 1.1, 1.2, 3 [DQ, BC, LS]).
const (
	maxNameLength = 64

	defaultTimeout = 3   // seconds
	defaultMemory  = 128 // MB
	defaultTmp     = 512 // MB

	maxLayers    = 5
	maxVariables = 4096 // bytes of all environment variables together
	maxZipped    = 52_428_800
	maxUnzipped  = 262_144_000
	totalCode    = 300 << 30 // bytes of code storage in the Region

	maxSyncPayload  = 6_291_456 // bytes of a request
	maxAsyncPayload = 1_048_576
	maxTail         = 4096   // bytes of log that an Invoke can return
	maxPolicy       = 20_480 // bytes of a resource-based policy

	// MaxResponse is how many bytes a function may answer, as the service
	// reports it: 6 MiB and 100.
	MaxResponse = 6_291_556

	// AccountConcurrency is the pool that all functions of the Region share.
	AccountConcurrency = 1000

	pageSize = 50 // functions a page of ListFunctions

	initTimeout   = 10 * time.Second
	aheadTimeout  = 130 * time.Second // of an init that is run ahead of requests
	maxEventAge   = 6 * time.Hour
	firstChunk    = 256 << 10 // bytes of an event that count as one request
	furtherChunks = 64 << 10  // and each so many beyond it as one more
)
