package aws_test

import (
	"testing"

	"skylab/engine/aws"
)

func TestLeaves(t *testing.T) {
	op := aws.Operation{Unsimulated: []string{"KmsKeyId", "Targets.EcsParameters", "MessageAttributes.*.StringListValues"}}
	for path, want := range map[string]bool{
		"KmsKeyId": true, "kmsKeyId": true, "Kms": false,
		"Targets[0].EcsParameters": true, "Targets.12.EcsParameters": true, "EcsParameters": false, "Targets": false,
		"MessageAttributes.color.StringListValues": true, "MessageAttributes.StringListValues": false,
	} {
		if got := op.Leaves(path); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}
