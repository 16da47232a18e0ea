package scaling

import "fmt"

// Check reports a broken invariant of the function and its account. A
// reservation that was made smaller than what ran is reached only as requests
// end: what is over it then may not grow.
func (f *Function) Check() error {
	a := f.account
	onDemand := f.Running - f.OnProvisioned
	switch {
	case f.Running < 0 || f.OnProvisioned < 0 || onDemand < 0:
		return fmt.Errorf("runs %d requests, %d of them on provisioned environments", f.Running, f.OnProvisioned)
	case a.Limit > 0 && f.Reserves && onDemand > max(f.Reserved-f.Provisioned, f.excess):
		return fmt.Errorf("runs %d requests of a reservation of %d with %d provisioned", onDemand, f.Reserved, f.Provisioned)
	case f.Reserves && f.Provisioned > f.Reserved:
		return fmt.Errorf("%d are provisioned of a reservation of %d", f.Provisioned, f.Reserved)
	case a.Limit > 0 && a.Unreserved > max(a.Pool(), a.excess):
		return fmt.Errorf("%d requests run in a pool of %d", a.Unreserved, a.Pool())
	case a.Limit > 0 && a.Running > a.Limit:
		return fmt.Errorf("the account runs %d requests of %d", a.Running, a.Limit)
	case a.Limit > 0 && a.Pool() < MinUnreserved:
		return fmt.Errorf("a pool of %d is left", a.Pool())
	}
	return nil
}

// shrunk remembers what runs beyond a limit that has just changed.
func (f *Function) shrunk() {
	f.excess = f.Running - f.OnProvisioned
	f.account.excess = f.account.Unreserved
}

// ended forgets what no longer runs beyond a limit.
func (f *Function) ended() {
	f.excess = min(f.excess, f.Running-f.OnProvisioned)
	f.account.excess = min(f.account.excess, f.account.Unreserved)
}
