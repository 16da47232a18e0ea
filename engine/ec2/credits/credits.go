// Package credits is the arithmetic of CPU credits: what burstable instances
// earn, spend, borrow and owe. A credit is one vCPU at full speed for a minute.
//
// It knows no instance and no time of its own: an Account is told what went by.
// Its invariants: a balance is between nothing and what a day earns, and only
// an account with an empty balance has a surplus.
//
// Figures are from the EC2 user guide (burstable performance instances, 2023;
// facts 4).
package credits

import (
	"fmt"
	"time"
)

// Amount is credits in parts of 36,000,000: the smallest part that a
// millisecond earns or spends is whole.
type Amount int64

// Credit is one credit.
const Credit Amount = 36_000_000

// Float is the amount in credits.
func (a Amount) Float() float64 { return float64(a) / float64(Credit) }

// Rates are what a size earns and may keep.
type Rates struct {
	VCPUs int
	// tenths are the credits of ten hours: one size earns 81.6 an hour.
	tenths int64
	// launch are the launch credits of T2 in standard mode.
	launch int64
}

// PerHour is what an hour earns.
func (r Rates) PerHour() Amount { return Amount(r.tenths) * Credit / 10 }

// Cap is the most that an account keeps: what a day earns.
func (r Rates) Cap() Amount { return 24 * r.PerHour() }

// Baseline is the part of all its vCPUs that an instance may use for ever, from
// 0 to 1.
func (r Rates) Baseline() float64 { return float64(r.tenths) / 600 / float64(r.VCPUs) }

// t3 are the rates of T3, T3a and T4g by size, t2 those of T2.
var (
	t3 = map[string]Rates{"nano": {2, 60, 0}, "micro": {2, 120, 0}, "small": {2, 240, 0}, "medium": {2, 240, 0}, "large": {2, 360, 0},
		"xlarge": {4, 960, 0}, "2xlarge": {8, 1920, 0}}
	t2 = map[string]Rates{"nano": {1, 30, 30}, "micro": {1, 60, 30}, "small": {1, 120, 30}, "medium": {2, 240, 60}, "large": {2, 360, 60},
		"xlarge": {4, 540, 120}, "2xlarge": {8, 816, 240}}
)

// RatesOf are the rates of an instance type by family and size; false for one
// that is not burstable.
//
// fidelity: ec2.credits
func RatesOf(family, size string) (Rates, bool) {
	table := map[string]map[string]Rates{"t2": t2, "t3": t3, "t3a": t3, "t4g": t3}[family]
	r, ok := table[size]
	return r, ok
}

// Account is an instance's credits.
type Account struct {
	Rates Rates
	// Unlimited accounts borrow where a standard one slows down.
	Unlimited bool
	// Balance is what was earned and not spent, Launch what is left of the launch
	// credits, Surplus what was borrowed and can still be earned back.
	Balance, Launch, Surplus Amount
}

// New is the account of a fresh instance.
func New(r Rates, unlimited bool) *Account {
	a := &Account{Rates: r, Unlimited: unlimited}
	if !unlimited {
		a.Launch = Amount(r.launch) * Credit
	}
	return a
}

// Pass lets time go by in which the vCPUs together worked for busy, evenly. It
// gives what is to be paid for: the surplus beyond what a day earns. A standard
// account that cannot pay is a mistake of the caller, who asks May first.
func (a *Account) Pass(d, busy time.Duration) (charged Amount) {
	a.add(Amount(a.Rates.tenths)*Amount(d.Milliseconds()) - 600*Amount(busy.Milliseconds()))
	if !a.Unlimited && a.Surplus > 0 {
		panic(fmt.Sprintf("credits: a standard account owes %f credits", a.Surplus.Float()))
	}
	if over := a.Surplus - a.Rates.Cap(); over > 0 {
		a.Surplus -= over
		return over
	}
	return 0
}

// add puts what was earned beyond what was spent into the account, or takes what
// was spent beyond it: launch credits first, borrowed ones last.
func (a *Account) add(net Amount) {
	if net > 0 {
		back := min(net, a.Surplus)
		a.Surplus -= back
		a.Balance = min(a.Balance+net-back, a.Rates.Cap())
		return
	}
	for _, from := range []*Amount{&a.Launch, &a.Balance} {
		part := min(-net, *from)
		*from -= part
		net += part
	}
	a.Surplus -= net
}

// May is for how long the vCPUs together may work within d: all of it, or what
// a standard account has credits for.
func (a *Account) May(d time.Duration) time.Duration {
	all := d * time.Duration(a.Rates.VCPUs)
	if a.Unlimited {
		return all
	}
	credits := a.Launch + a.Balance + Amount(a.Rates.tenths)*Amount(d.Milliseconds())
	return min(all, time.Duration(credits/600)*time.Millisecond)
}

// Settle ends borrowing, as when an instance stops or becomes a standard one: it
// gives what is to be paid for.
func (a *Account) Settle() (charged Amount) {
	charged, a.Surplus = a.Surplus, 0
	return charged
}
