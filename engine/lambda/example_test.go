package lambda_test

import (
	"fmt"

	"skylab/engine/lambda"
)

// A twin is a world in which a misconception is true.
func ExampleRulesFor() {
	truth := lambda.AWSRules()
	twin, err := lambda.RulesFor("billed-by-100ms")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(truth.BillingUnit, twin.BillingUnit)
	// Output: 1ms 100ms
}

func ExampleTwins() {
	for _, t := range lambda.Twins()[:2] {
		fmt.Println(t.ID + ": " + t.Belief)
	}
	// Output:
	// every-invoke-cold: Every invocation is a cold start.
	// one-environment-serves-all: One environment serves many requests at a time.
}
