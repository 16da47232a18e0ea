package sdk

import (
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"skylab/engine/enginetest"
)

var str = aws.String

const arn = "arn:aws:lambda:us-east-1:123456789012:function:"

// hello is a package whose function answers with what it was told, and fails
// when it is told to.
func hello(salt string) []byte {
	return enginetest.Zip("// " + salt + "\nexport const handler = async (e) => { if (e.fail) throw new Error('no'); return {said: e.say} }\n")
}

// role makes a role that a service of AWS's may assume, and may then do what a
// managed policy allows.
func (w *world) role(name, principal, policy string) *string {
	w.Helper()
	c := iam.NewFromConfig(w.config())
	trust := fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":%q},"Action":"sts:AssumeRole"}]}`, principal)
	out := do(w, c.CreateRole, &iam.CreateRoleInput{RoleName: &name, AssumeRolePolicyDocument: &trust})
	if policy != "" {
		do(w, c.AttachRolePolicy, &iam.AttachRolePolicyInput{RoleName: &name, PolicyArn: str("arn:aws:iam::aws:policy/" + policy)})
	}
	return out.Role.Arn
}

// function makes a function that can be invoked.
func (w *world) function(c *lambda.Client, name, role *string) {
	w.Helper()
	do(w, c.CreateFunction, &lambda.CreateFunctionInput{FunctionName: name, Runtime: types.RuntimeNodejs22x, Handler: str("index.handler"),
		Role: role, Code: &types.FunctionCode{ZipFile: hello(*name)}})
	await(w, lambda.NewFunctionActiveV2Waiter(c), &lambda.GetFunctionInput{FunctionName: name})
}

func TestLambda(t *testing.T) {
	w := serve(t, "lambda")
	c := lambda.NewFromConfig(w.config())
	role := w.role("runner", "lambda.amazonaws.com", "service-role/AWSLambdaSQSQueueExecutionRole")
	w.functions(c, role)
	w.invocations(c)
	w.versionsAndAliases(c)
	w.concurrency(c)
	w.permissionsAndURLs(c)
	w.asynchronous(c)
	w.mappings(c)
	w.layers(c)
	w.lambdaPages(c)
	w.lambdaRefusals(c, role)
	w.complete(nil)
}

func (w *world) functions(c *lambda.Client, role *string) {
	name := str("shop")
	do(w, c.CreateFunction, &lambda.CreateFunctionInput{FunctionName: name, Runtime: types.RuntimeNodejs22x, Handler: str("index.handler"), Role: role,
		Code: &types.FunctionCode{ZipFile: hello("shop")}, Description: str("sells"), MemorySize: aws.Int32(512), Timeout: aws.Int32(9),
		Environment: &types.Environment{Variables: map[string]string{"COLOR": "größe"}}, Tags: map[string]string{"team": "a b"},
		Architectures: []types.Architecture{types.ArchitectureArm64}, EphemeralStorage: &types.EphemeralStorage{Size: aws.Int32(1024)},
		LoggingConfig: &types.LoggingConfig{LogFormat: types.LogFormatJson, ApplicationLogLevel: types.ApplicationLogLevelDebug}})
	await(w, lambda.NewFunctionExistsWaiter(c), &lambda.GetFunctionInput{FunctionName: name})
	await(w, lambda.NewFunctionActiveWaiter(c), &lambda.GetFunctionConfigurationInput{FunctionName: name})
	await(w, lambda.NewFunctionActiveV2Waiter(c), &lambda.GetFunctionInput{FunctionName: name})
	do(w, c.UpdateFunctionConfiguration, &lambda.UpdateFunctionConfigurationInput{FunctionName: name, MemorySize: aws.Int32(256)})
	await(w, lambda.NewFunctionUpdatedWaiter(c), &lambda.GetFunctionConfigurationInput{FunctionName: name})
	do(w, c.UpdateFunctionCode, &lambda.UpdateFunctionCodeInput{FunctionName: name, ZipFile: hello("again")})
	await(w, lambda.NewFunctionUpdatedV2Waiter(c), &lambda.GetFunctionInput{FunctionName: name})
	do(w, c.TagResource, &lambda.TagResourceInput{Resource: str(arn + "shop"), Tags: map[string]string{"stage": "test", "url": "a=b&c"}})
	do(w, c.UntagResource, &lambda.UntagResourceInput{Resource: str(arn + "shop"), TagKeys: []string{"team", "stage"}})
	if tags := do(w, c.ListTags, &lambda.ListTagsInput{Resource: str(arn + "shop")}).Tags; len(tags) != 1 {
		w.Errorf("tags %v", tags)
	}
	do(w, c.GetAccountSettings, &lambda.GetAccountSettingsInput{})
}

func (w *world) invocations(c *lambda.Client) {
	name := str("shop")
	said := do(w, c.Invoke, &lambda.InvokeInput{FunctionName: name, Payload: []byte(`{"say":"größe"}`), LogType: types.LogTypeTail})
	if string(said.Payload) != `{"said":"größe"}` || said.LogResult == nil {
		w.Errorf("answered %s", said.Payload)
	}
	if failed := do(w, c.Invoke, &lambda.InvokeInput{FunctionName: name, Payload: []byte(`{"fail":true}`)}); *failed.FunctionError != "Unhandled" {
		w.Errorf("failed with %s", *failed.FunctionError)
	}
	if event := do(w, c.Invoke, &lambda.InvokeInput{FunctionName: name, InvocationType: types.InvocationTypeEvent}); event.StatusCode != 202 {
		w.Errorf("an event is answered with %d", event.StatusCode)
	}
	if dry := do(w, c.Invoke, &lambda.InvokeInput{FunctionName: name, InvocationType: types.InvocationTypeDryRun}); dry.StatusCode != 204 {
		w.Errorf("a dry run is answered with %d", dry.StatusCode)
	}
}

func (w *world) versionsAndAliases(c *lambda.Client) {
	name := str("shop")
	for i := range 3 {
		do(w, c.UpdateFunctionCode, &lambda.UpdateFunctionCodeInput{FunctionName: name, ZipFile: hello(fmt.Sprint("version", i))})
		await(w, lambda.NewFunctionUpdatedV2Waiter(c), &lambda.GetFunctionInput{FunctionName: name})
		v := do(w, c.PublishVersion, &lambda.PublishVersionInput{FunctionName: name, Description: str(fmt.Sprint("the ", i))})
		await(w, lambda.NewPublishedVersionActiveWaiter(c), &lambda.GetFunctionConfigurationInput{FunctionName: name, Qualifier: v.Version})
	}
	for _, alias := range []string{"blue", "green", "live"} {
		do(w, c.CreateAlias, &lambda.CreateAliasInput{FunctionName: name, Name: &alias, FunctionVersion: str("1"), Description: str("an alias")})
	}
	do(w, c.UpdateAlias, &lambda.UpdateAliasInput{FunctionName: name, Name: str("live"), FunctionVersion: str("2"),
		RoutingConfig: &types.AliasRoutingConfiguration{AdditionalVersionWeights: map[string]float64{"3": 0.25}}})
	do(w, c.GetAlias, &lambda.GetAliasInput{FunctionName: name, Name: str("live")})
	pages(w, lambda.NewListVersionsByFunctionPaginator(c, &lambda.ListVersionsByFunctionInput{FunctionName: name, MaxItems: aws.Int32(3)}),
		func(o *lambda.ListVersionsByFunctionOutput) (out []string) {
			for _, v := range o.Versions {
				out = append(out, *v.Version)
			}
			return out
		}, "$LATEST", "1", "2", "3")
	pages(w, lambda.NewListAliasesPaginator(c, &lambda.ListAliasesInput{FunctionName: name, MaxItems: aws.Int32(2)}),
		func(o *lambda.ListAliasesOutput) (out []string) {
			for _, a := range o.Aliases {
				out = append(out, *a.Name)
			}
			return out
		}, "blue", "green", "live")
	do(w, c.DeleteAlias, &lambda.DeleteAliasInput{FunctionName: name, Name: str("blue")})
}

func (w *world) concurrency(c *lambda.Client) {
	name := str("shop")
	do(w, c.PutFunctionConcurrency, &lambda.PutFunctionConcurrencyInput{FunctionName: name, ReservedConcurrentExecutions: aws.Int32(0)})
	refuse(w, "TooManyRequestsException", c.Invoke, &lambda.InvokeInput{FunctionName: name})
	do(w, c.GetFunctionConcurrency, &lambda.GetFunctionConcurrencyInput{FunctionName: name})
	do(w, c.DeleteFunctionConcurrency, &lambda.DeleteFunctionConcurrencyInput{FunctionName: name})
	for _, qualifier := range []string{"green", "3"} {
		do(w, c.PutProvisionedConcurrencyConfig, &lambda.PutProvisionedConcurrencyConfigInput{FunctionName: name, Qualifier: &qualifier,
			ProvisionedConcurrentExecutions: aws.Int32(1)})
	}
	w.pass(3 * time.Minute)
	ready := do(w, c.GetProvisionedConcurrencyConfig, &lambda.GetProvisionedConcurrencyConfigInput{FunctionName: name, Qualifier: str("3")})
	if ready.Status != types.ProvisionedConcurrencyStatusEnumReady {
		w.Errorf("provisioned: %s", ready.Status)
	}
	pages(w, lambda.NewListProvisionedConcurrencyConfigsPaginator(c, &lambda.ListProvisionedConcurrencyConfigsInput{FunctionName: name, MaxItems: aws.Int32(1)}),
		func(o *lambda.ListProvisionedConcurrencyConfigsOutput) (out []string) {
			for _, p := range o.ProvisionedConcurrencyConfigs {
				out = append(out, *p.FunctionArn)
			}
			return out
		}, arn+"shop:green", arn+"shop:3")
	for _, qualifier := range []string{"green", "3"} {
		do(w, c.DeleteProvisionedConcurrencyConfig, &lambda.DeleteProvisionedConcurrencyConfigInput{FunctionName: name, Qualifier: &qualifier})
	}
}

func (w *world) permissionsAndURLs(c *lambda.Client) {
	name := str("shop")
	do(w, c.AddPermission, &lambda.AddPermissionInput{FunctionName: name, StatementId: str("s3"), Action: str("lambda:InvokeFunction"),
		Principal: str("s3.amazonaws.com"), SourceArn: str("arn:aws:s3:::photos"), SourceAccount: str("123456789012")})
	do(w, c.GetPolicy, &lambda.GetPolicyInput{FunctionName: name})
	do(w, c.RemovePermission, &lambda.RemovePermissionInput{FunctionName: name, StatementId: str("s3")})
	cors := &types.Cors{AllowOrigins: []string{"*"}, AllowMethods: []string{"GET"}, MaxAge: aws.Int32(60), AllowCredentials: aws.Bool(false)}
	do(w, c.CreateFunctionUrlConfig, &lambda.CreateFunctionUrlConfigInput{FunctionName: name, AuthType: types.FunctionUrlAuthTypeNone, Cors: cors})
	do(w, c.CreateFunctionUrlConfig, &lambda.CreateFunctionUrlConfigInput{FunctionName: name, Qualifier: str("live"), AuthType: types.FunctionUrlAuthTypeAwsIam})
	do(w, c.UpdateFunctionUrlConfig, &lambda.UpdateFunctionUrlConfigInput{FunctionName: name, AuthType: types.FunctionUrlAuthTypeAwsIam})
	do(w, c.GetFunctionUrlConfig, &lambda.GetFunctionUrlConfigInput{FunctionName: name})
	pages(w, lambda.NewListFunctionUrlConfigsPaginator(c, &lambda.ListFunctionUrlConfigsInput{FunctionName: name, MaxItems: aws.Int32(1)}),
		func(o *lambda.ListFunctionUrlConfigsOutput) (out []string) {
			for _, u := range o.FunctionUrlConfigs {
				out = append(out, *u.FunctionArn)
			}
			return out
		}, arn+"shop", arn+"shop:live")
	do(w, c.DeleteFunctionUrlConfig, &lambda.DeleteFunctionUrlConfigInput{FunctionName: name})
}

func (w *world) asynchronous(c *lambda.Client) {
	name := str("shop")
	do(w, sqs.NewFromConfig(w.config()).CreateQueue, &sqs.CreateQueueInput{QueueName: str("failures")})
	do(w, iam.NewFromConfig(w.config()).PutRolePolicy, &iam.PutRolePolicyInput{RoleName: str("runner"), PolicyName: str("tell"),
		PolicyDocument: str(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}}`)})
	for _, qualifier := range []string{"$LATEST", "live"} {
		do(w, c.PutFunctionEventInvokeConfig, &lambda.PutFunctionEventInvokeConfigInput{FunctionName: name, Qualifier: &qualifier,
			MaximumEventAgeInSeconds: aws.Int32(60), MaximumRetryAttempts: aws.Int32(0), DestinationConfig: &types.DestinationConfig{
				OnFailure: &types.OnFailure{Destination: str("arn:aws:sqs:us-east-1:123456789012:failures")}}})
	}
	do(w, c.UpdateFunctionEventInvokeConfig, &lambda.UpdateFunctionEventInvokeConfigInput{FunctionName: name, MaximumRetryAttempts: aws.Int32(1)})
	do(w, c.GetFunctionEventInvokeConfig, &lambda.GetFunctionEventInvokeConfigInput{FunctionName: name})
	pages(w, lambda.NewListFunctionEventInvokeConfigsPaginator(c, &lambda.ListFunctionEventInvokeConfigsInput{FunctionName: name, MaxItems: aws.Int32(1)}),
		func(o *lambda.ListFunctionEventInvokeConfigsOutput) (out []string) {
			for _, e := range o.FunctionEventInvokeConfigs {
				out = append(out, *e.FunctionArn)
			}
			return out
		}, arn+"shop:$LATEST", arn+"shop:live")
	do(w, c.DeleteFunctionEventInvokeConfig, &lambda.DeleteFunctionEventInvokeConfigInput{FunctionName: name})
}

func (w *world) mappings(c *lambda.Client) {
	q := sqs.NewFromConfig(w.config())
	var ids []string
	for _, queue := range []string{"orders", "returns"} {
		do(w, q.CreateQueue, &sqs.CreateQueueInput{QueueName: &queue})
		m := do(w, c.CreateEventSourceMapping, &lambda.CreateEventSourceMappingInput{FunctionName: str("shop"), EventSourceArn: str("arn:aws:sqs:us-east-1:123456789012:" + queue),
			BatchSize: aws.Int32(5), FunctionResponseTypes: []types.FunctionResponseType{types.FunctionResponseTypeReportBatchItemFailures},
			ScalingConfig:  &types.ScalingConfig{MaximumConcurrency: aws.Int32(2)},
			FilterCriteria: &types.FilterCriteria{Filters: []types.Filter{{Pattern: str(`{"body":{"kind":["a"]}}`)}}}})
		ids = append(ids, *m.UUID)
	}
	w.pass(time.Minute)
	do(w, c.UpdateEventSourceMapping, &lambda.UpdateEventSourceMappingInput{UUID: &ids[0], BatchSize: aws.Int32(10), Enabled: aws.Bool(false)})
	w.pass(time.Minute)
	if m := do(w, c.GetEventSourceMapping, &lambda.GetEventSourceMappingInput{UUID: &ids[0]}); *m.State != "Disabled" {
		w.Errorf("the mapping is %s", *m.State)
	}
	pages(w, lambda.NewListEventSourceMappingsPaginator(c, &lambda.ListEventSourceMappingsInput{MaxItems: aws.Int32(1)}),
		func(o *lambda.ListEventSourceMappingsOutput) (out []string) {
			for _, m := range o.EventSourceMappings {
				out = append(out, *m.UUID)
			}
			return out
		}, ids...)
	do(w, c.DeleteEventSourceMapping, &lambda.DeleteEventSourceMappingInput{UUID: &ids[0]})
}

func (w *world) layers(c *lambda.Client) {
	for _, layer := range []string{"fonts", "fonts", "words"} {
		do(w, c.PublishLayerVersion, &lambda.PublishLayerVersionInput{LayerName: &layer, Description: str("shared"), LicenseInfo: str("MIT"),
			Content: &types.LayerVersionContentInput{ZipFile: hello(layer)}, CompatibleRuntimes: []types.Runtime{types.RuntimeNodejs22x},
			CompatibleArchitectures: []types.Architecture{types.ArchitectureArm64}})
	}
	do(w, c.GetLayerVersion, &lambda.GetLayerVersionInput{LayerName: str("fonts"), VersionNumber: aws.Int64(1)})
	pages(w, lambda.NewListLayersPaginator(c, &lambda.ListLayersInput{MaxItems: aws.Int32(1)}), func(o *lambda.ListLayersOutput) (out []string) {
		for _, l := range o.Layers {
			out = append(out, *l.LayerName)
		}
		return out
	}, "fonts", "words")
	pages(w, lambda.NewListLayerVersionsPaginator(c, &lambda.ListLayerVersionsInput{LayerName: str("fonts"), MaxItems: aws.Int32(1)}),
		func(o *lambda.ListLayerVersionsOutput) (out []string) {
			for _, l := range o.LayerVersions {
				out = append(out, fmt.Sprint(l.Version))
			}
			return out
		}, "2", "1")
	do(w, c.DeleteLayerVersion, &lambda.DeleteLayerVersionInput{LayerName: str("fonts"), VersionNumber: aws.Int64(1)})
}

func (w *world) lambdaPages(c *lambda.Client) {
	role := str("arn:aws:iam::123456789012:role/runner")
	for _, name := range []string{"a", "b", "c", "d"} {
		w.function(c, &name, role)
	}
	pages(w, lambda.NewListFunctionsPaginator(c, &lambda.ListFunctionsInput{MaxItems: aws.Int32(2)}), func(o *lambda.ListFunctionsOutput) (out []string) {
		for _, f := range o.Functions {
			out = append(out, *f.FunctionName)
		}
		return out
	}, "a", "b", "c", "d", "shop")
	do(w, c.DeleteFunction, &lambda.DeleteFunctionInput{FunctionName: str("d")})
}

func (w *world) lambdaRefusals(c *lambda.Client, role *string) {
	nobody, shop := str("nobody"), str("shop")
	code := &types.FunctionCode{ZipFile: hello("x")}
	create := func(edit func(*lambda.CreateFunctionInput)) *lambda.CreateFunctionInput {
		in := &lambda.CreateFunctionInput{FunctionName: str("other"), Runtime: types.RuntimeNodejs22x, Handler: str("index.handler"), Role: role, Code: code}
		edit(in)
		return in
	}
	refuse(w, "ResourceNotFoundException", c.GetFunction, &lambda.GetFunctionInput{FunctionName: nobody})
	refuse(w, "ResourceNotFoundException", c.Invoke, &lambda.InvokeInput{FunctionName: nobody, Payload: []byte("{}")})
	refuse(w, "ResourceNotFoundException", c.GetAlias, &lambda.GetAliasInput{FunctionName: shop, Name: str("none")})
	refuse(w, "ResourceNotFoundException", c.GetEventSourceMapping, &lambda.GetEventSourceMappingInput{UUID: str("00000000-0000-4000-8000-000000000000")})
	refuse(w, "ProvisionedConcurrencyConfigNotFoundException", c.GetProvisionedConcurrencyConfig,
		&lambda.GetProvisionedConcurrencyConfigInput{FunctionName: shop, Qualifier: str("1")})
	refuse(w, "ResourceConflictException", c.CreateFunction, create(func(in *lambda.CreateFunctionInput) { in.FunctionName = shop }))
	refuse(w, "InvalidParameterValueException", c.CreateFunction, create(func(in *lambda.CreateFunctionInput) { in.Role = str(*role + "x") }))
	refuse(w, "InvalidParameterValueException", c.CreateFunction, create(func(in *lambda.CreateFunctionInput) { in.Code = &types.FunctionCode{ZipFile: []byte("x")} }))
	refuse(w, "InvalidParameterValueException", c.CreateFunction, create(func(in *lambda.CreateFunctionInput) { in.Runtime = "cobol1.0" }))
	refuse(w, "ValidationException", c.CreateFunction, create(func(in *lambda.CreateFunctionInput) { in.MemorySize = aws.Int32(64) }))
	refuse(w, "ValidationException", c.CreateFunction, create(func(in *lambda.CreateFunctionInput) { in.Timeout = aws.Int32(901) }))
	refuse(w, "NotImplemented", c.CreateFunction, create(func(in *lambda.CreateFunctionInput) { in.KMSKeyArn = str("arn:aws:kms:us-east-1:123456789012:key/1") }))
	refuse(w, "PreconditionFailedException", c.UpdateFunctionCode,
		&lambda.UpdateFunctionCodeInput{FunctionName: shop, ZipFile: hello("x"), RevisionId: str("00000000-0000-4000-8000-000000000000")})
	refuse(w, "InvalidRequestContentException", c.Invoke, &lambda.InvokeInput{FunctionName: shop, Payload: []byte("{")})
	refuse(w, "RequestTooLargeException", c.Invoke, &lambda.InvokeInput{FunctionName: shop, Payload: make([]byte, 7<<20)})
	do(w, c.UpdateFunctionConfiguration, &lambda.UpdateFunctionConfigurationInput{FunctionName: shop, Timeout: aws.Int32(8)})
	refuse(w, "ResourceConflictException", c.UpdateFunctionConfiguration, &lambda.UpdateFunctionConfigurationInput{FunctionName: shop, Timeout: aws.Int32(7)})
}
