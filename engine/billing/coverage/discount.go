package coverage

// Term is how long a commitment lasts, in years: 1 or 3.
type Term int

// Payment is when a commitment is paid.
type Payment string

// The ways to pay.
const (
	NoUpfront      Payment = "No Upfront"
	PartialUpfront Payment = "Partial Upfront"
	AllUpfront     Payment = "All Upfront"
)

// Seconds is the length of a term.
func (t Term) Seconds() int64 { return int64(t) * 365 * 24 * 3600 }

// Discount is what a commitment takes off On-Demand prices of instances, in
// thousandths: strict ones (Standard Reserved Instances and EC2 Instance Savings
// Plans) more than flexible ones (Convertible, Compute).
//
// fidelity: billing.commitment-discounts
func Discount(strict bool, t Term, p Payment) int64 {
	row := map[bool]map[Term][3]int64{
		true:  {1: {370, 400, 410}, 3: {570, 600, 620}},
		false: {1: {270, 300, 310}, 3: {500, 530, 540}},
	}[strict][t]
	switch p {
	case NoUpfront:
		return row[0]
	case PartialUpfront:
		return row[1]
	}
	return row[2]
}

// LambdaDiscount is what Compute Savings Plans take off Lambda's duration, in
// thousandths.
//
// fidelity: billing.commitment-discounts
func LambdaDiscount(t Term) int64 {
	if t == 3 {
		return 170
	}
	return 120
}

// Fees are what an hourly rate of so many 1e-10 dollars costs by the hour and at
// once.
func (p Payment) Fees(rate int64, t Term) (hourly, upfront int64) {
	switch p {
	case NoUpfront:
		return rate, 0
	case PartialUpfront:
		return rate - rate/2, rate / 2 * (t.Seconds() / 3600)
	}
	return 0, rate * (t.Seconds() / 3600)
}
