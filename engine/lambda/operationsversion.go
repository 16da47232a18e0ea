package lambda

import "skylab/engine/aws"

func (s *Service) versionOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "lambda", Name: "PublishVersion", HTTP: "POST /2015-03-31/functions/{FunctionName}/versions 201",
			Doc:         "Makes an immutable version out of the present code and configuration.",
			Errors:      []string{"ResourceNotFoundException", "ResourceConflictException", "InvalidParameterValueException", "PreconditionFailedException", "CodeStorageExceededException"},
			Unsimulated: []string{"PublishTo"},
		}, s.publishVersion),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "ListVersionsByFunction", HTTP: "GET /2015-03-31/functions/{FunctionName}/versions", ReadOnly: true,
			Doc:    "Lists the versions of a function, $LATEST first.",
			Errors: []string{"ResourceNotFoundException"},
		}, s.listVersionsByFunction),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "CreateAlias", HTTP: "POST /2015-03-31/functions/{FunctionName}/aliases 201",
			Doc:    "Gives a version a name, or two versions a name with a draw between them.",
			Errors: []string{"ResourceNotFoundException", "ResourceConflictException", "InvalidParameterValueException"},
		}, s.createAlias),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "UpdateAlias", HTTP: "PUT /2015-03-31/functions/{FunctionName}/aliases/{Name}",
			Doc:    "Points an alias elsewhere, or changes its weights.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValueException", "PreconditionFailedException", "ResourceConflictException"},
		}, s.updateAlias),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "GetAlias", HTTP: "GET /2015-03-31/functions/{FunctionName}/aliases/{Name}", ReadOnly: true,
			Doc:    "Returns an alias.",
			Errors: []string{"ResourceNotFoundException"},
		}, s.getAlias),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "ListAliases", HTTP: "GET /2015-03-31/functions/{FunctionName}/aliases", ReadOnly: true,
			Doc:    "Lists the aliases of a function, by name.",
			Errors: []string{"ResourceNotFoundException"},
		}, s.listAliases),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "DeleteAlias", HTTP: "DELETE /2015-03-31/functions/{FunctionName}/aliases/{Name} 204",
			Doc:    "Deletes an alias.",
			Errors: []string{"ResourceNotFoundException"},
		}, s.deleteAlias),
	}
}
