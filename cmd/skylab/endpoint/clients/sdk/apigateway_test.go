package sdk

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2/types"
)

func TestHTTPAPI(t *testing.T) {
	w := serve(t, "apigatewayv2")
	c := apigatewayv2.NewFromConfig(w.config())
	api := w.apis(c)
	integration := w.integrations(c, api)
	w.routes(c, api, integration)
	w.stages(c, api)
	w.apiRefusals(c, api)
	do(w, c.DeleteCorsConfiguration, &apigatewayv2.DeleteCorsConfigurationInput{ApiId: api})
	do(w, c.DeleteApi, &apigatewayv2.DeleteApiInput{ApiId: api})
	w.complete(nil)
}

func (w *world) apis(c *apigatewayv2.Client) *string {
	var api *string
	for i := range 3 {
		api = do(w, c.CreateApi, &apigatewayv2.CreateApiInput{Name: str(fmt.Sprint("größe ", i)), ProtocolType: types.ProtocolTypeHttp, Description: str("<&>"), Tags: map[string]string{"team": "a b"},
			CorsConfiguration: &types.Cors{AllowOrigins: []string{"https://shop.example"}, AllowMethods: []string{"GET", "POST"}, MaxAge: aws.Int32(60), AllowCredentials: aws.Bool(true)}}).ApiId
	}
	do(w, c.UpdateApi, &apigatewayv2.UpdateApiInput{ApiId: api, Description: str("sells"), DisableExecuteApiEndpoint: aws.Bool(false)})
	do(w, c.GetApi, &apigatewayv2.GetApiInput{ApiId: api})
	if names := tokens(w, func(token *string) (names []string, _ *string) {
		out := do(w, c.GetApis, &apigatewayv2.GetApisInput{MaxResults: str("2"), NextToken: token})
		for _, a := range out.Items {
			names = append(names, *a.Name)
		}
		return names, out.NextToken
	}); len(names) != 3 {
		w.Errorf("APIs %q", names)
	}
	return api
}

func (w *world) integrations(c *apigatewayv2.Client, api *string) *string {
	var id *string
	for _, function := range []string{"a", "b", "c"} {
		id = do(w, c.CreateIntegration, &apigatewayv2.CreateIntegrationInput{ApiId: api, IntegrationType: types.IntegrationTypeAwsProxy, IntegrationUri: str(arn + function),
			PayloadFormatVersion: str("2.0"), TimeoutInMillis: aws.Int32(1000), Description: str("calls " + function)}).IntegrationId
	}
	do(w, c.UpdateIntegration, &apigatewayv2.UpdateIntegrationInput{ApiId: api, IntegrationId: id, TimeoutInMillis: aws.Int32(2000)})
	do(w, c.GetIntegration, &apigatewayv2.GetIntegrationInput{ApiId: api, IntegrationId: id})
	ids := tokens(w, func(token *string) (ids []string, _ *string) {
		out := do(w, c.GetIntegrations, &apigatewayv2.GetIntegrationsInput{ApiId: api, MaxResults: str("2"), NextToken: token})
		for _, i := range out.Items {
			ids = append(ids, *i.IntegrationId)
		}
		return ids, out.NextToken
	})
	if len(ids) != 3 {
		w.Errorf("integrations %q", ids)
	}
	for _, other := range ids {
		if other != *id {
			do(w, c.DeleteIntegration, &apigatewayv2.DeleteIntegrationInput{ApiId: api, IntegrationId: &other})
			break
		}
	}
	return id
}

func (w *world) routes(c *apigatewayv2.Client, api, integration *string) {
	target := str("integrations/" + *integration)
	var id *string
	for _, key := range []string{"GET /items/{id}", "POST /items", "$default"} {
		id = do(w, c.CreateRoute, &apigatewayv2.CreateRouteInput{ApiId: api, RouteKey: &key, Target: target, OperationName: str("op")}).RouteId
	}
	do(w, c.UpdateRoute, &apigatewayv2.UpdateRouteInput{ApiId: api, RouteId: id, RouteKey: str("ANY /{rest+}")})
	do(w, c.GetRoute, &apigatewayv2.GetRouteInput{ApiId: api, RouteId: id})
	keys := tokens(w, func(token *string) (keys []string, _ *string) {
		out := do(w, c.GetRoutes, &apigatewayv2.GetRoutesInput{ApiId: api, MaxResults: str("1"), NextToken: token})
		for _, r := range out.Items {
			keys = append(keys, *r.RouteKey)
		}
		return keys, out.NextToken
	})
	if !sameNames(keys, []string{"GET /items/{id}", "POST /items", "ANY /{rest+}"}) {
		w.Errorf("routes %q", keys)
	}
	do(w, c.DeleteRoute, &apigatewayv2.DeleteRouteInput{ApiId: api, RouteId: id})
}

func (w *world) stages(c *apigatewayv2.Client, api *string) {
	var first *string
	for i := range 2 {
		d := do(w, c.CreateDeployment, &apigatewayv2.CreateDeploymentInput{ApiId: api, Description: str(fmt.Sprint("the ", i))}).DeploymentId
		if first == nil {
			first = d
		}
	}
	do(w, c.GetDeployment, &apigatewayv2.GetDeploymentInput{ApiId: api, DeploymentId: first})
	if ids := tokens(w, func(token *string) (ids []string, _ *string) {
		out := do(w, c.GetDeployments, &apigatewayv2.GetDeploymentsInput{ApiId: api, MaxResults: str("1"), NextToken: token})
		for _, d := range out.Items {
			ids = append(ids, *d.DeploymentId)
		}
		return ids, out.NextToken
	}); len(ids) != 2 {
		w.Errorf("deployments %q", ids)
	}
	for _, name := range []string{"test", "live"} {
		do(w, c.CreateStage, &apigatewayv2.CreateStageInput{ApiId: api, StageName: &name, StageVariables: map[string]string{"color": "blue"}, Description: str("a stage"),
			DefaultRouteSettings: &types.RouteSettings{ThrottlingBurstLimit: aws.Int32(5), ThrottlingRateLimit: aws.Float64(2.5)}, AutoDeploy: aws.Bool(name == "live")})
	}
	test := str("test")
	do(w, c.UpdateStage, &apigatewayv2.UpdateStageInput{ApiId: api, StageName: test, DeploymentId: first,
		RouteSettings: map[string]types.RouteSettings{"POST /items": {ThrottlingRateLimit: aws.Float64(1)}}})
	do(w, c.GetStage, &apigatewayv2.GetStageInput{ApiId: api, StageName: test})
	if names := tokens(w, func(token *string) (names []string, _ *string) {
		out := do(w, c.GetStages, &apigatewayv2.GetStagesInput{ApiId: api, MaxResults: str("1"), NextToken: token})
		for _, s := range out.Items {
			names = append(names, *s.StageName)
		}
		return names, out.NextToken
	}); !sameNames(names, []string{"test", "live"}) {
		w.Errorf("stages %q", names)
	}
	do(w, c.DeleteStage, &apigatewayv2.DeleteStageInput{ApiId: api, StageName: test})
	do(w, c.DeleteDeployment, &apigatewayv2.DeleteDeploymentInput{ApiId: api, DeploymentId: first})
}

func (w *world) apiRefusals(c *apigatewayv2.Client, api *string) {
	none := str("none")
	refuse(w, "NotFoundException", c.GetApi, &apigatewayv2.GetApiInput{ApiId: none})
	refuse(w, "NotFoundException", c.GetRoute, &apigatewayv2.GetRouteInput{ApiId: api, RouteId: none})
	refuse(w, "NotFoundException", c.GetStage, &apigatewayv2.GetStageInput{ApiId: api, StageName: none})
	refuse(w, "BadRequestException", c.CreateRoute, &apigatewayv2.CreateRouteInput{ApiId: api, RouteKey: str("items")})
	refuse(w, "ConflictException", c.CreateRoute, &apigatewayv2.CreateRouteInput{ApiId: api, RouteKey: str("GET /items/{name}")})
	refuse(w, "BadRequestException", c.CreateIntegration, &apigatewayv2.CreateIntegrationInput{ApiId: api, IntegrationType: types.IntegrationTypeAwsProxy, IntegrationUri: str(arn + "a"),
		PayloadFormatVersion: str("2.0"), TimeoutInMillis: aws.Int32(60000)})
	refuse(w, "ConflictException", c.CreateStage, &apigatewayv2.CreateStageInput{ApiId: api, StageName: str("live")})
	refuse(w, "BadRequestException", c.GetApis, &apigatewayv2.GetApisInput{MaxResults: str("0")})
}
