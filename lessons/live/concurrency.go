package live

import "skylab/engine"

// Account is what expressions see of the account's concurrency.
type Account struct {
	// Limit is the account's; Pool is what functions without a reservation
	// share, of which Unreserved is in use.
	Limit       int `expr:"limit"`
	Pool        int `expr:"pool"`
	Reserved    int `expr:"reserved"`
	Provisioned int `expr:"provisioned"`
	Unreserved  int `expr:"unreserved"`
	// Running are all requests that hold an environment.
	Running int `expr:"running"`
}

func account(w *engine.World) Account {
	a := w.Lambda.Account()
	return Account{a.Limit, a.Pool, a.Reserved, a.Provisioned, a.Unreserved, a.Running}
}
