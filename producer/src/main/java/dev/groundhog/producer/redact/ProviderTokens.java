package dev.groundhog.producer.redact;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * The tokens that can be told by how they begin. Sources: the providers' documentation of their
 * formats, and what public scanners look for.
 */
final class ProviderTokens {
  /**
   * Kind, prefix, characters of the body (a: letters and digits, w: also _ and -, u: upper case and
   * digits, x: hex digits, d: w and dots, b: base64, t: d, base64 and ~ and %), how many (least, or
   * least-most), and how many of upper case, lower case and digits must be in it.
   */
  private static final String TABLE =
      """
      aws-key AKIA u 16-16 1
      aws-key ASIA u 16-16 1
      aws-key ABIA u 16-16 1
      aws-key ACCA u 16-16 1
      aws-key ABSK b 60 2
      aws-key amzn.mws. w 36 1
      aws-session-token IQoJb3JpZ2luX2 b 100 2
      aws-session-token FwoGZXIvYXdz b 100 2
      aws-session-token FQoGZXIvYXdz b 100 2
      gcp-key AIza w 35 2
      gcp-key AQ.A w 30 2
      google-oauth GOCSPX- w 20 2
      google-oauth ya29. d 20 2
      google-oauth 1//0 w 30 2
      azure-secret AccountKey= b 40 2
      github-token ghp_ a 30 2
      github-token gho_ a 30 2
      github-token ghu_ a 30 2
      github-token ghs_ d 30 2
      github-token ghr_ a 30 2
      github-token github_pat_ w 30 2
      gitlab-token glpat- d 20 2
      gitlab-token gldt- w 20 2
      gitlab-token glptt- w 20 2
      gitlab-token glrt- d 20 2
      gitlab-token glrtr- d 20 2
      gitlab-token glcbt- w 20 2
      gitlab-token glft- w 20 2
      gitlab-token glsoat- w 20 2
      gitlab-token glffct- w 20 2
      gitlab-token glimt- w 20 2
      gitlab-token glagent- w 20 2
      gitlab-token gloas- w 20 2
      gitlab-token GR1348941 w 20 2
      bitbucket-token ATBB a 28 2
      atlassian-token ATATT3 t 40 2
      atlassian-token ATCTT3 t 40 2
      slack-token xoxb- w 10 1
      slack-token xoxp- w 10 1
      slack-token xoxa- w 10 1
      slack-token xoxr- w 10 1
      slack-token xoxs- w 10 1
      slack-token xoxo- w 10 1
      slack-token xoxc- w 10 1
      slack-token xoxd- t 10 1
      slack-token xoxe d 20 2
      slack-token xapp- w 20 2
      slack-token xwfp- w 20 2
      slack-webhook hooks.slack.com/services/ b 20 2
      slack-webhook hooks.slack.com/workflows/ b 20 2
      slack-webhook hooks.slack.com/triggers/ b 20 2
      discord-webhook discord.com/api/webhooks/ t 30 2
      discord-webhook discordapp.com/api/webhooks/ t 30 2
      teams-webhook webhook.office.com/webhookb2/ t 30 2
      stripe-key sk_live_ a 16 2
      stripe-key sk_test_ a 16 2
      stripe-key rk_live_ a 16 2
      stripe-key rk_test_ a 16 2
      stripe-key sk_prod_ a 16 2
      stripe-key whsec_ b 20 2
      twilio-key SK x 32-32 2
      sendgrid-key SG. d 60 2
      mailgun-key key- x 32-32 2
      brevo-key xkeysib- w 60 2
      brevo-key xsmtpsib- w 60 2
      heroku-key HRKU- w 30 2
      postman-key PMAK- w 30 2
      npm-token npm_ a 36 2
      pypi-token pypi-AgE w 40 2
      pypi-token pypi-AgENd w 40 2
      rubygems-token rubygems_ x 40 1
      cargo-token cio a 32-32 2
      nuget-key oy2 a 43-43 2
      clojars-token CLOJARS_ a 40 2
      docker-token dckr_pat_ w 20 2
      docker-token dckr_oat_ w 20 2
      artifactory-token AKCp a 60 2
      artifactory-token cmVmdGtu a 40 2
      openai-key sk-proj- w 20 2
      openai-key sk-svcacct- w 20 2
      openai-key sk-admin- w 20 2
      openai-key sk-None- w 20 2
      openai-key sk- a 32 2
      anthropic-key sk-ant- w 20 2
      openrouter-key sk-or-v1- a 32 2
      huggingface-token hf_ a 30 2
      huggingface-token api_org_ a 30 2
      groq-key gsk_ a 40 2
      xai-key xai- a 60 2
      perplexity-key pplx- a 40 2
      replicate-token r8_ a 30 2
      langsmith-key lsv2_pt_ w 32 2
      langsmith-key lsv2_sk_ w 32 2
      pinecone-key pcsk_ w 40 2
      vault-token hvs. w 20 2
      vault-token hvb. w 20 2
      vault-token hvr. w 20 2
      vault-token s. a 24-24 3
      vault-token b. a 120 3
      datadog-key ddapp_ a 20 2
      datadog-key ddp_ a 20 2
      datadog-key ddapi_ a 20 2
      grafana-token glsa_ w 32 2
      grafana-token glc_ b 32 2
      grafana-token eyJrIjoi b 40 2
      sentry-token sntrys_ t 40 2
      sentry-token sntryu_ x 40 1
      sentry-token sntrya_ x 40 1
      newrelic-key NRAK- u 20 2
      newrelic-key NRII- w 20 2
      newrelic-key NRJS- x 16 1
      newrelic-key NRSP- w 20 2
      newrelic-key NRBR- w 20 2
      dynatrace-token dt0c01. d 60 2
      dynatrace-token dt0s01. d 60 2
      honeycomb-key hcaik_ a 40 2
      honeycomb-key hcxik_ a 40 2
      pagerduty-key pdus+ w 16 2
      elastic-key essu_ b 30 2
      confluent-key cflt b 50 2
      databricks-token dapi x 32 1
      databricks-token dkea x 32 1
      databricks-token dose x 32 1
      shopify-token shpat_ x 32 1
      shopify-token shpca_ x 32 1
      shopify-token shppa_ x 32 1
      shopify-token shpss_ x 32 1
      shopify-token shpua_ x 32 1
      digitalocean-token dop_v1_ x 40 1
      digitalocean-token doo_v1_ x 40 1
      digitalocean-token dor_v1_ x 40 1
      doppler-token dp.pt. d 40 2
      doppler-token dp.st. d 40 2
      doppler-token dp.ct. d 40 2
      doppler-token dp.sa. d 40 2
      doppler-token dp.scim. d 40 2
      doppler-token dp.audit. d 40 2
      1password-token ops_eyJ b 40 2
      1password-key A3- w 30 2
      age-key AGE-SECRET-KEY-1 u 50 1
      linear-key lin_api_ a 30 2
      linear-key lin_oauth_ a 30 2
      notion-token ntn_ a 40 2
      notion-token secret_ a 43-43 2
      figma-token figd_ w 30 2
      airtable-token pat d 79-82 2
      hubspot-key pat-na1- w 30 2
      hubspot-key pat-eu1- w 30 2
      square-token sq0atp- w 20 2
      square-token sq0csp- w 40 2
      square-token EAAAE w 50 2
      facebook-token EAA a 80 2
      paypal-token access_token$production$ w 40 1
      plaid-token access-production- w 30 1
      plaid-token access-sandbox- w 30 1
      mapbox-token sk.eyJ d 40 2
      mapbox-token tk.eyJ d 40 2
      planetscale-token pscale_tkn_ d 30 2
      planetscale-token pscale_pw_ d 30 2
      planetscale-token pscale_oauth_ d 30 2
      pulumi-token pul- x 40 1
      supabase-key sbp_ x 40 1
      supabase-key sb_secret_ w 20 2
      netlify-token nfp_ a 36 2
      vercel-token vcp_ a 24 2
      neon-key napi_ a 40 2
      tailscale-key tskey- w 20 2
      fly-token FlyV1 t 30 2
      fly-token fm1_ b 60 2
      fly-token fm2_ b 60 2
      fly-token fo1_ w 40 2
      render-key rnd_ a 24 2
      prefect-key pnu_ a 36 2
      prefect-key pnb_ a 36 2
      readme-key rdme_ a 60 2
      buildkite-token bkua_ a 40 1
      circleci-token CCIPAT_ w 40 2
      circleci-token CCIPRJ_ w 40 2
      sonar-token squ_ x 40 1
      sonar-token sqp_ x 40 1
      sonar-token sqa_ x 40 1
      snyk-token snyk_ w 30 2
      easypost-key EZAK a 54 2
      easypost-key EZTK a 54 2
      shippo-key shippo_live_ x 32 1
      shippo-key shippo_test_ x 32 1
      duffel-token duffel_live_ w 40 2
      duffel-token duffel_test_ w 40 2
      frameio-token fio-u- w 60 2
      flutterwave-key FLWSECK a 12 1
      flutterwave-key FLWSECK_TEST- w 12 1
      flutterwave-key FLWSECK- w 12 1
      typeform-token tfp_ d 40 2
      dropbox-token sl. w 100 2
      contentful-token CFPAT- w 40 2
      alibaba-key LTAI a 16-24 2
      tencent-key AKID a 32-36 2
      yandex-key AQVN w 35 2
      yandex-key t1.9 t 60 2
      scaleway-key SCWSECRET w 20 1
      infracost-key ico- a 32 2
      zuplo-key zpka_ w 32 2
      unkey-key unkey_ w 20 2
      temporal-key tmprl_ w 20 2
      crypt-hash $2a$ p 50 2
      crypt-hash $2b$ p 50 2
      crypt-hash $2y$ p 50 2
      crypt-hash $1$ p 20 2
      crypt-hash $5$ p 40 2
      crypt-hash $6$ p 60 2
      crypt-hash $y$ p 30 2
      crypt-hash $7$ p 30 2
      crypt-hash $argon2 p 40 2
      """;

  private ProviderTokens() {}

  static List<Rule> rules() {
    return TABLE.lines().map(ProviderTokens::rule).toList();
  }

  private static Rule rule(String row) {
    String[] cell = row.split(" ", -1);
    String[] length = cell[3].split("-", -1);
    int most = length.length == 1 ? Integer.MAX_VALUE : Integer.parseInt(length[1]);
    return new ProviderToken(
        cell[0],
        cell[1],
        body(cell[2]),
        Integer.parseInt(length[0]),
        most,
        Integer.parseInt(cell[4]));
  }

  private static IntPredicate body(String letter) {
    return switch (letter) {
      case "a" -> Chars::isAlnum;
      case "w" -> Chars::isWord;
      case "u" -> c -> Chars.isUpper(c) || Chars.isDigit(c);
      case "x" -> Chars::isHex;
      case "d" -> c -> Chars.isWord(c) || c == '.';
      case "b" -> c -> Chars.isBase64(c) || c == '_' || c == '-';
      case "t" -> c -> Chars.isBase64(c) || "_-.~%:".indexOf(c) >= 0;
      case "p" -> c -> Chars.isBase64(c) || "$.,=_-".indexOf(c) >= 0;
      default -> throw new IllegalArgumentException("no such body: " + letter);
    };
  }
}
