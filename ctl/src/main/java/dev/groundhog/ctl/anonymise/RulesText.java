package dev.groundhog.ctl.anonymise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.groundhog.engine.rules.InvalidRulesException;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.RulesFile;
import dev.groundhog.events.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules that judge units under their other names as they judged them under their own. An entry for
 * some pattern becomes one for each unit family that was met and that it covers, in its place; one
 * that covers none stays, under a name that no unit has, because it still says how long a gap can
 * be. Comments are lost. The result is JSON, which is YAML.
 */
final class RulesText {
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final String NOBODY = "nobody.service";

  private final UnitNames units;
  private final Labels labels;
  private final Pseudonyms channels;

  RulesText(UnitNames units, Labels labels, Pseudonyms channels) {
    this.units = units;
    this.labels = labels;
    this.channels = channels;
  }

  /** Null for what is no rules file: nobody judged by it. */
  @Nullable String mask(String yaml) {
    try {
      Rules rules = RulesFile.parse(yaml);
      if (rules.equals(Rules.BUILT_IN)) return "";
      ObjectNode file = (ObjectNode) YAML.readTree(yaml);
      if (file.get("defaults") instanceof ObjectNode defaults) maskChannel(defaults);
      if (file.get("units") instanceof ArrayNode entries) {
        file.set("units", expanded(entries, rules.overrides()));
      }
      return Wire.mapper().writeValueAsString(file);
    } catch (InvalidRulesException | JsonProcessingException e) {
      return null;
    }
  }

  private ArrayNode expanded(ArrayNode entries, List<Rules.ForUnits> overrides) {
    ArrayNode all = entries.arrayNode();
    for (int i = 0; i < overrides.size(); i++) {
      ObjectNode entry = (ObjectNode) entries.get(i);
      Rules.ForUnits override = overrides.get(i);
      maskChannel(entry);
      if (!override.labels().isEmpty()) entry.set("labels", masked(override.labels()));
      int before = all.size();
      for (String family : units.families()) {
        if (override.match(family, override.labels()) != Rules.Match.COVERS) continue;
        all.add(entry.deepCopy().put("match", units.family(family)));
      }
      if (all.size() == before) all.add(entry.put("match", NOBODY));
    }
    return all;
  }

  private JsonNode masked(Map<String, String> values) {
    ObjectNode node = YAML.createObjectNode();
    labels.mask(values).forEach(node::put);
    return node;
  }

  private void maskChannel(ObjectNode entry) {
    JsonNode channel = entry.get("channel");
    if (channel != null && !channel.isNull())
      entry.put("channel", '#' + channels.of(channel.asText()));
  }
}
