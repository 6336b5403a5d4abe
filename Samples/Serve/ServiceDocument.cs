using Microsoft.OpenApi;

namespace MlPipelines.Serve;

/// <summary>The OpenAPI document of the service: its calls with the fields of the model that it has loaded.</summary>
internal static class ServiceDocument
{
    public const string Predict = "predict";
    public const string PredictBatch = "predictBatch";
    public const string Health = "health";

    private const string Record = "Record";
    private const string Prediction = "Prediction";
    private const string Problem = "Problem";

    /// <summary>Adds the document to the services.</summary>
    public static void Add(IServiceCollection services) => services.AddOpenApi(options => options.AddDocumentTransformer(
        (document, context, _) =>
        {
            Complete(document, context.ApplicationServices.GetRequiredService<PredictionService>().Form);
            return Task.CompletedTask;
        }));

    private static void Complete(OpenApiDocument document, RecordForm form)
    {
        document.Info.Title = "Predictions of a trained pipeline";
        document.AddComponent(Record, RecordSchema(form));
        document.AddComponent(Prediction, PredictionSchema());
        document.AddComponent(Problem, ProblemSchema());
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
        {
            if (operation.OperationId == Predict)
                Describe(operation, document, "Answers one record.", schema => schema);
            else if (operation.OperationId == PredictBatch)
                Describe(operation, document, "Answers a list of records, in their order.", schema => ListOf(schema));
            else if (operation.OperationId == Health)
                operation.Summary = "Says that the model is loaded.";
        }
    }

    private static void Describe(
        OpenApiOperation operation, OpenApiDocument document, string summary, Func<IOpenApiSchema, IOpenApiSchema> shape)
    {
        operation.Summary = summary;
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = Content("application/json", shape(new OpenApiSchemaReference(Record, document))),
        };
        operation.Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = "The prediction.",
                Content = Content("application/json", shape(new OpenApiSchemaReference(Prediction, document))),
            },
        };
        foreach (var (status, description) in new[]
        {
            ("400", "The body cannot be read; 'errors' names the fields."),
            ("413", "The body is too large."),
            ("415", "The body is not said to be JSON."),
        })
        {
            operation.Responses[status] = new OpenApiResponse
            {
                Description = description,
                Content = Content("application/problem+json", new OpenApiSchemaReference(Problem, document)),
            };
        }
    }

    private static Dictionary<string, OpenApiMediaType> Content(string type, IOpenApiSchema schema) =>
        new() { [type] = new OpenApiMediaType { Schema = schema } };

    private static OpenApiSchema RecordSchema(RecordForm form) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = form.Fields.ToDictionary(field => field.Name, field => (IOpenApiSchema)field.ToSchema()),
        Required = form.Fields.Select(field => field.Name).ToHashSet(),
        AdditionalPropertiesAllowed = false,
    };

    private static OpenApiSchema PredictionSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["label"] = Of(JsonSchemaType.String, "The predicted class, of a classification."),
            ["value"] = Of(JsonSchemaType.Number, "The predicted number, of a regression."),
            ["scores"] = ListOf(new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["label"] = Of(JsonSchemaType.String, "A class."),
                    ["score"] = Of(JsonSchemaType.Number, "Its probability, where the model gives probabilities."),
                },
            }, "Every class with its score, the highest first."),
            ["unknown"] = ListOf(
                Of(JsonSchemaType.String, "A field."), "The fields whose category the model was not trained on; it counts as none."),
        },
    };

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457.",
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["title"] = Of(JsonSchemaType.String, "The status in words."),
            ["status"] = Of(JsonSchemaType.Integer, "The status of HTTP."),
            ["detail"] = Of(JsonSchemaType.String, "What was expected and what came."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "What is wrong, by field; in a batch as '[3].size', with the record's place from 0.",
                AdditionalProperties = ListOf(Of(JsonSchemaType.String, "A sentence.")),
            },
        },
    };

    private static OpenApiSchema Of(JsonSchemaType type, string description) => new() { Type = type, Description = description };

    private static OpenApiSchema ListOf(IOpenApiSchema items, string? description = null) =>
        new() { Type = JsonSchemaType.Array, Items = items, Description = description };
}
