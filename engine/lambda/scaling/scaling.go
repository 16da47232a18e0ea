// Package scaling decides whether Lambda admits a request and may start an
// environment for it: the account's pool, reserved and provisioned
// concurrency, the scaling rate and the request rates (facts of Lambda, 3).
//
// It counts and refuses, and knows neither environments nor events: the
// service drives it with its environments, a planning model with its own.
// Its invariants: an account runs no more than its limit, a function no more
// than it reserved at the time, and functions without a reservation no more
// than what is left of the account.
package scaling

import (
	"time"

	"skylab/engine/sim"
)

// Reason says why a request is throttled, in AWS's words; "" is admitted.
type Reason string

// The reasons (3 [BC]). CallerRateLimitExceeded and
// ConcurrentSnapshotCreateLimitExceeded are never given here.
const (
	Admitted          Reason = ""
	ConcurrentLimit   Reason = "ConcurrentInvocationLimitExceeded"
	RateLimit         Reason = "FunctionInvocationRateLimitExceeded"
	ReservedLimit     Reason = "ReservedFunctionConcurrentInvocationLimitExceeded"
	ReservedRateLimit Reason = "ReservedFunctionInvocationRateLimitExceeded"
)

const (
	// MinUnreserved is the concurrency that no reservation may take (3 [DEV]).
	MinUnreserved = 100

	requestsPerUnit  = 10 // a second, for each unit of concurrency (3 [DQ])
	environmentCost  = 10 * time.Millisecond
	environmentBurst = 10 * time.Second
)

// Account is the concurrency of an account in a Region.
type Account struct {
	// Limit is the account's concurrency; 0 takes away every limit.
	Limit int
	// Reserved is the sum of what functions have reserved, Provisioned that of
	// the provisioned concurrency of functions without a reservation.
	Reserved, Provisioned int
	// Running are all requests now, Unreserved those on the common pool.
	Running, Unreserved int
	Rate                Bucket
	// excess is how many ran when the pool last changed.
	excess int
}

// NewAccount is an account with that concurrency.
func NewAccount(limit int) *Account {
	return &Account{Limit: limit, Rate: PerSecond(requestsPerUnit * max(limit, 1))}
}

// Pool is the concurrency that functions without a reservation share.
func (a *Account) Pool() int { return a.Limit - a.Reserved - a.Provisioned }

// Function is the concurrency of one function.
type Function struct {
	account *Account
	// Reserved is the reservation; Reserves tells whether there is one, for 0
	// stops the function.
	Reserved int
	Reserves bool
	// Provisioned is the sum of the provisioned concurrency of its versions.
	Provisioned int
	// Running are all its requests now, on provisioned environments and others;
	// OnProvisioned are those on provisioned ones.
	Running, OnProvisioned int
	// Starts limits new environments: 1,000 every 10 s, refilled continuously
	// and never saved up.
	Starts Bucket
	Rate   Bucket
	// excess is how many ran on demand when the limit last changed.
	excess int
}

// NewFunction is a function without a reservation.
func NewFunction(a *Account) *Function {
	return &Function{account: a, Starts: Bucket{Cost: environmentCost, Capacity: environmentBurst}}
}

// Account is the account that the function belongs to.
func (f *Function) Account() *Account { return f.account }

// Reserve gives the function a concurrency of its own, 0 ≤ n; requests that
// run count against it from now on.
func (f *Function) Reserve(n int) {
	f.Unreserve()
	f.account.Reserved += n
	f.account.Provisioned -= f.Provisioned
	f.account.Unreserved -= f.Running - f.OnProvisioned
	f.Reserved, f.Reserves = n, true
	f.Rate = PerSecond(max(1, requestsPerUnit*n))
	f.shrunk()
}

// Unreserve gives the reservation back.
func (f *Function) Unreserve() {
	if !f.Reserves {
		return
	}
	f.account.Reserved -= f.Reserved
	f.account.Provisioned += f.Provisioned
	f.account.Unreserved += f.Running - f.OnProvisioned
	f.Reserved, f.Reserves, f.Rate = 0, false, Bucket{}
	f.shrunk()
}

// Provision changes the sum of the function's provisioned concurrency by n.
func (f *Function) Provision(n int) {
	f.Provisioned += n
	if !f.Reserves {
		f.account.Provisioned += n
	}
	f.shrunk()
}

// Request is what the one who places a request knows of it.
type Request struct {
	// Sync requests count against the rates; events do not (4 [DQ]).
	Sync bool
	// Provisioned tells that a provisioned environment is free for it, Warm
	// that another one is.
	Provisioned, Warm bool
}

// Admit takes a request in, or says why not. Who is admitted must Leave.
//
// fidelity: lambda.account-concurrency
// fidelity: lambda.reserved-concurrency
// fidelity: lambda.scaling-rate
// fidelity: lambda.request-rate
func (f *Function) Admit(now sim.Time, r Request) Reason {
	if f.account.Limit == 0 {
		f.enter(r)
		return Admitted
	}
	if reason := f.full(r); reason != Admitted {
		return reason
	}
	if r.Sync {
		if f.Reserves && !f.Rate.has(now) {
			return ReservedRateLimit
		}
		if !f.account.Rate.has(now) {
			return RateLimit
		}
	}
	if !r.Provisioned && !r.Warm && !f.Starts.Take(now) {
		return ConcurrentLimit
	}
	if r.Sync {
		if f.Reserves {
			f.Rate.Take(now)
		}
		f.account.Rate.Take(now)
	}
	f.enter(r)
	return Admitted
}

// full tells which limit on requests at a time is reached. That of the account
// can be reached before a function's own or the pool's while requests still run
// that were let in before a reservation or a provision was made smaller.
func (f *Function) full(r Request) Reason {
	onDemand := f.Running - f.OnProvisioned
	switch {
	case !r.Provisioned && f.Reserves && onDemand >= f.Reserved-f.Provisioned:
		return ReservedLimit
	case !r.Provisioned && !f.Reserves && f.account.Unreserved >= f.account.Pool(), f.account.Running >= f.account.Limit:
		return ConcurrentLimit
	}
	return Admitted
}

func (f *Function) enter(r Request) {
	f.Running++
	f.account.Running++
	if r.Provisioned {
		f.OnProvisioned++
	} else if !f.Reserves {
		f.account.Unreserved++
	}
}

// Leave ends a request that was admitted, provisioned as it was then.
func (f *Function) Leave(provisioned bool) {
	f.Running--
	f.account.Running--
	if provisioned {
		f.OnProvisioned--
	} else if !f.Reserves {
		f.account.Unreserved--
	}
	f.ended()
}
