package sdk

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func TestSTS(t *testing.T) {
	w := serve(t, "sts")
	c := sts.NewFromConfig(w.config())
	if me := do(w, c.GetCallerIdentity, &sts.GetCallerIdentityInput{}); *me.Account != "123456789012" {
		t.Errorf("the account is %s", *me.Account)
	}
	w.complete(nil)
}
