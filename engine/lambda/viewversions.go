package lambda

import (
	"maps"
	"slices"
)

// AliasView is an alias for screens and checks.
type AliasView struct {
	Name, Version string
	// Other gets Weight of the requests, 0 ≤ Weight ≤ 1; "" without one.
	Other  string
	Weight float64
}

// VersionView is a published version that is not Active, for screens and
// checks.
type VersionView struct {
	Version, State string
	// Reason is AWS's StateReasonCode: Creating, Idle or Restoring.
	Reason string
}

// ProvisionedView is provisioned concurrency for screens and checks.
type ProvisionedView struct {
	Qualifier string
	// Requested is what is paid for, Ready what is initialised, Busy what
	// holds a request.
	Requested, Ready, Busy int
	// Status is IN_PROGRESS, READY or FAILED.
	Status string
}

// viewVersions fills in what a function has beside $LATEST.
func (s *Service) viewVersions(f *function, v *FunctionView) {
	if f.capacity.Reserves {
		v.Reserved = f.capacity.Reserved
	}
	for _, w := range f.all {
		if w.Host != 0 {
			continue
		}
		v.Environments++
		if w.State == Idle {
			v.Idle++
		}
	}
	for _, ver := range f.published {
		v.Versions = append(v.Versions, ver.label())
		if _, code := ver.reason(); ver.State != Active {
			v.Unready = append(v.Unready, VersionView{ver.label(), ver.State, code})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.aliases)) {
		a := f.aliases[name]
		v.Aliases = append(v.Aliases, AliasView{a.Name, a.Version, a.Other, a.Weight})
	}
	for _, q := range slices.Sorted(maps.Keys(f.provisions)) {
		p := f.provisions[q]
		view := ProvisionedView{Qualifier: q, Requested: p.Requested, Status: p.Status}
		for _, w := range p.all {
			if w.State == Idle {
				view.Ready++
			} else if w.inv != nil {
				view.Ready++
				view.Busy++
			}
		}
		v.Provisioned = append(v.Provisioned, view)
	}
}

// AccountView is the account's concurrency for screens and checks.
type AccountView struct {
	// Limit is the account's, 0 without one; Reserved and Provisioned are
	// taken out of the Pool that all other functions share, of which
	// Unreserved is in use.
	Limit, Reserved, Provisioned, Pool, Unreserved int
	// Running are all requests that hold an environment.
	Running int
}

// Account is the account's concurrency now.
func (s *Service) Account() AccountView {
	a := s.account
	return AccountView{Limit: a.Limit, Reserved: a.Reserved, Provisioned: a.Provisioned, Pool: a.Pool(),
		Unreserved: a.Unreserved, Running: s.concurrent}
}
